import Glibc
import Services
import Synchronization
import Testing

@testable import tidemark

@Suite("Tool: processes that it starts")
struct ChildProcessTests {
    /// What a process wrote, and how it ended.
    private static func run(
        _ script: String, then act: (ChildProcess) -> Void = { _ in }
    ) async throws -> (lines: [String], ending: ChildProcess.Ending) {
        let lines = Mutex<[String]>([])
        let child = try ChildProcess("/bin/sh", ["-c", script]) { line in
            lines.withLock { $0.append(line) }
        }
        act(child)
        let ending = await child.ended()
        return (lines.withLock(\.self), ending)
    }

    @Test("both outputs come as lines, the last one without its end too")
    func lines() async throws {
        let (lines, ending) = try await Self.run("echo one; echo two >&2; printf three")
        #expect(lines == ["one", "two", "three"])
        #expect(ending == .status(0))
    }

    @Test("tells exit statuses from signals", arguments: [0, 1, 78, 255] as [Int32])
    func statuses(status: Int32) async throws {
        #expect(try await Self.run("exit \(status)").ending == .status(status))
        #expect(try await Self.run("kill -KILL $$").ending == .signal(SIGKILL))
    }

    @Test("a signal reaches it, and is forgotten once it has ended")
    func signals() async throws {
        let child = try ChildProcess("/bin/sh", ["-c", "while :; do read line; done"]) { _ in }
        child.signal(SIGTERM)
        #expect(await child.ended() == .signal(SIGTERM))
        child.signal(SIGTERM)
        #expect(await child.ended() == .signal(SIGTERM))
    }

    @Test("it is in a process group of its own, so Ctrl-C does not reach it")
    func group() async throws {
        let child = try ChildProcess("/bin/sh", ["-c", "read line"]) { _ in }
        #expect(getpgid(child.identifier) == child.identifier)
        child.signal(SIGKILL)
        _ = await child.ended()
    }

    @Test("what cannot be started is refused")
    func missing() {
        #expect(throws: Failure.self) { try ChildProcess("/nowhere/to/be/found", []) { _ in } }
    }

    @Test("the five services drain in less than five seconds, all of them")
    func drains() {
        #expect(Supervisor.drains.reduce(0) { $0 + $1.milliseconds } < 5_000)
        #expect(Supervisor.drains.flatMap(\.services).count == 5)
        #expect(Supervisor.drains.first?.services == [.order])
        #expect(Supervisor.drains.last?.services == [.audit])
    }
}
