import Glibc
import Services
import Synchronization
import UnixSignals

/// Runs the five services as processes of this executable, starts those again that die, and ends
/// them in order.
final class Supervisor: Sendable {
    /// Who drains together, first to last, and how long before they are killed. Orders stop
    /// coming first and the audit hears of everything; in all less than five seconds.
    static let drains: [(services: [ServiceName], milliseconds: Int)] = [
        ([.order], 1_800), ([.catalog, .referral, .pool], 1_600), ([.audit], 1_200),
    ]
    /// Pauses before a service is started again; each is spread by a half, so that services which
    /// died together do not come back in step.
    static let pauseFirstMilliseconds = 100
    static let pauseMaxMilliseconds = 5_000
    /// Having lived so long, a service begins with the first pause again.
    static let livedLongMilliseconds = 10_000

    private let installation: Installation
    /// What a service writes, a line at a time.
    private let write: @Sendable (ServiceName, String) -> Void
    private let state = Mutex(State())

    private struct State {
        var children: [ServiceName: ChildProcess] = [:]
        var isDraining = false
    }

    init(_ installation: Installation, write: @escaping @Sendable (ServiceName, String) -> Void) {
        self.installation = installation
        self.write = write
    }

    private enum Event<Value: Sendable>: Sendable {
        case finished(Result<Value, any Error>)
        /// A service that another start would not help.
        case hopeless(Failure)
        case signal
        case nothing
    }

    /// Runs `body` beside the services and returns what it does, or nil if SIGTERM or Ctrl-C came
    /// first. All services have ended on return.
    ///
    /// A service that ends with the status of a wrong command line or configuration ends all.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        let executable = try Spawn.ownExecutable()
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        return try await withThrowingTaskGroup(of: Event<Value>.self) { group in
            for service in ServiceName.allCases {
                group.addTask { await self.keep(service, executable) }
            }
            group.addTask {
                for await _ in signals { return .signal }
                return .nothing
            }
            group.addTask {
                do { return .finished(.success(try await body())) } catch {
                    return .finished(.failure(error))
                }
            }
            defer { group.cancelAll() }
            while let event = try await group.next() {
                if case .nothing = event { continue }
                // What the body leaves open is cancelled first, so that no call of its own is
                // among those that the services wait for.
                group.cancelAll()
                await drain()
                switch event {
                case .finished(let result): return try result.get()
                case .hopeless(let failure): throw failure
                case .signal, .nothing: return nil
                }
            }
            return nil
        }
    }

    // MARK: - Keeping

    private func keep<Value>(_ service: ServiceName, _ executable: String) async -> Event<Value> {
        var pause = Self.pauseFirstMilliseconds
        do {
            while let child = try launch(service, executable) {
                let start = ContinuousClock.now
                let ending = await child.ended()
                guard !state.withLock(\.isDraining) else { return .nothing }
                if let failure = Self.failure(service, ending) { return .hopeless(failure) }
                let hasLivedLong =
                    start.duration(to: .now) > .milliseconds(Self.livedLongMilliseconds)
                if hasLivedLong { pause = Self.pauseFirstMilliseconds }
                let spread = Int.random(in: pause / 2...pause * 3 / 2)
                write(service, "ended with \(ending); starts again in \(spread) ms")
                try await Task.sleep(for: .milliseconds(spread))
                pause = min(pause * 2, Self.pauseMaxMilliseconds)
            }
            return .nothing
        } catch let failure as Failure {
            return .hopeless(failure)
        } catch {
            return .nothing  // cancelled
        }
    }

    /// Nil once draining has begun.
    private func launch(
        _ service: ServiceName, _ executable: String
    ) throws(Failure) -> ChildProcess? {
        let milliseconds = Self.drains.first { $0.services.contains(service) }?.milliseconds ?? 0
        let arguments = [
            "serve", service.rawValue, "--until-input-ends",
            "--directory", installation.directory, "--certificates", installation.certificates,
            "--host", installation.host, "--base-port", "\(installation.basePort)",
            // The rest is for closing files, before the process would be killed.
            "--drain-milliseconds", "\(milliseconds / 2)",
        ]
        let launched: Result<ChildProcess?, Failure> = state.withLock { state in
            guard !state.isDraining else { return .success(nil) }
            do throws(Failure) {
                let child = try ChildProcess(executable, arguments) { [write] line in
                    write(service, line)
                }
                state.children[service] = child
                return .success(child)
            } catch {
                return .failure(error)
            }
        }
        let child = try launched.get()
        if let child { write(service, "process \(child.identifier)") }
        return child
    }

    private static func failure(
        _ service: ServiceName, _ ending: ChildProcess.Ending
    ) -> Failure? {
        guard case .status(let number) = ending, let status = ExitStatus(rawValue: number) else {
            return nil
        }
        switch status {
        case .usage, .malformedInput, .configuration:
            return Failure(
                status, "the \(service.rawValue) service cannot run (\(ending)); see its last words"
            )
        case .ok, .failed, .refused, .unreachable, .journalNotWritten:
            return nil
        }
    }

    // MARK: - Draining

    private func drain() async {
        let children = state.withLock { state in
            state.isDraining = true
            return state.children
        }
        for (services, milliseconds) in Self.drains {
            await withDiscardingTaskGroup { group in
                for child in services.compactMap({ children[$0] }) {
                    group.addTask { await Self.end(child, within: milliseconds) }
                }
            }
        }
    }

    private static func end(_ child: ChildProcess, within milliseconds: Int) async {
        child.signal(SIGTERM)
        await withDiscardingTaskGroup { group in
            group.addTask {
                do {
                    try await Task.sleep(for: .milliseconds(milliseconds))
                    child.signal(SIGKILL)
                } catch {
                    return  // it ended in time
                }
            }
            _ = await child.ended()
            group.cancelAll()
        }
    }
}
