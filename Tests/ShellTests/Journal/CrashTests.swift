import Foundation
import Journal
import Testing
import Wire

@Suite("A journal whose process is killed")
struct CrashTests {
    /// Groups of two entries, acknowledged by a line in a file once the reply came.
    private static func writeUntilKilled(_ directory: String, round: Int) async throws {
        let runner = try ToyRunner(
            directory: directory, service: "toy", environment: .testing())
        let acknowledged = try FileHandle(
            forWritingTo: URL(fileURLWithPath: "\(directory)/acknowledged"))
        try acknowledged.seekToEnd()
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(5 + round * 17 % 90)) {
            kill(getpid(), SIGKILL)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<8 {
                group.addTask {
                    for index in 0..<Int.max {
                        let id = "\(round)-\(client)-\(index)"
                        try await runner.add([1, 2], id: id)
                        try acknowledged.write(contentsOf: Data("\(id)\n".utf8))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test(
        "has every acknowledged command, and whole groups only, after kill -9",
        .timeLimit(.minutes(2)))
    func killed() async throws {
        let folder = try TemporaryFolder()
        try folder.write("acknowledged", [])
        let path = folder.path
        for round in 0..<6 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, round = round as Int] in
                try await Self.writeUntilKilled(path, round: round)
            }
            let runner = try ToyRunner(directory: path, service: "toy", environment: .testing())
            let size = runner.head(demo).size
            #expect(size.isMultiple(of: 2))
            #expect(try await runner.state().sum == Int(size) / 2 * 3)
            let acknowledged = try String(decoding: folder.read("acknowledged"), as: UTF8.self)
                .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            for id in acknowledged {
                #expect(try await runner.add([1, 2], id: String(id)).replayed, "\(id)")
            }
            #expect(runner.head(demo).size == size)
            #expect(acknowledged.count <= Int(size) / 2)
            try await runner.stop()
        }
    }
}
