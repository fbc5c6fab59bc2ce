import Dispatch
import Foundation
import Glibc
import Synchronization

/// The built executable as a process of its own, with its standard output as lines.
///
/// It is killed when nobody refers to it any more. Its standard input is a pipe of this process,
/// which services that run until their input ends do not outlive.
final class RunningProcess: Sendable {
    /// How a process ended.
    enum Ending: Equatable, Sendable {
        case status(Int32)
        case signal(Int32)
    }

    /// What is known of a process. Apart from it, so that the thread which waits for the process
    /// does not keep it alive.
    private final class Report: Sendable {
        struct State {
            var text: [UInt8] = []
            var isOutputOver = false
            var ending: Ending?
            /// Those who wait for a line or the end; each looks again when something changed.
            var waiting: [CheckedContinuation<Void, Never>] = []
        }

        let state = Mutex(State())

        func change(_ body: (inout State) -> Void) {
            let waiting = state.withLock { state in
                body(&state)
                defer { state.waiting = [] }
                return state.waiting
            }
            waiting.forEach { $0.resume() }
        }

        /// Returns what `find` finds, as soon as it does.
        func wait<Found: Sendable>(for find: @Sendable (State) -> Found?) async -> Found {
            while true {
                if let found = state.withLock({ find($0) }) { return found }
                await withCheckedContinuation { continuation in
                    let isFound = state.withLock { state in
                        let isFound = find(state) != nil
                        if !isFound { state.waiting.append(continuation) }
                        return isFound
                    }
                    if isFound { continuation.resume() }
                }
            }
        }
    }

    private static let lifetime = DispatchTimeInterval.seconds(600)

    private let started: Spawn.Started
    private let report = Report()

    /// Starts `executable`. What it says on standard error is added to the file `log`.
    init(_ executable: String, _ arguments: [String], log: String) throws {
        started = try Spawn.start(executable, arguments, log: log)
        // Reading and waiting block, so they have a thread of their own.
        let thread = Thread { [started, report] in
            Self.read(started.output, to: report)
            Self.reap(started.identifier, to: report)
        }
        thread.start()
        // A test that waits for something that never comes fails instead of waiting for ever.
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.lifetime) { [weak self] in
            self?.signal(SIGKILL)
        }
    }

    deinit {
        signal(SIGKILL)
        close(started.input)
    }

    var hasEnded: Bool { report.state.withLock { $0.ending != nil } }

    /// Sends a signal, if the process has not ended.
    func signal(_ number: Int32) {
        report.state.withLock { state in
            guard state.ending == nil else { return }
            kill(started.identifier, number)
        }
    }

    /// How it ended, once it has.
    @discardableResult
    func ended() async -> Ending {
        await report.wait { $0.ending }
    }

    /// The first line with `text`; nil if it closed its output without one.
    func line(with text: String) async -> String? {
        await report.wait { state -> String?? in
            let lines = state.text.split(
                separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for line in lines.dropLast() {
                let line = String(decoding: line, as: UTF8.self)
                if line.contains(text) { return .some(line) }
            }
            return state.isOutputOver ? .some(nil) : nil
        }
    }

    /// All that it wrote to standard output, once it has ended.
    func output() async -> String {
        await report.wait { state in
            state.ending == nil ? nil : String(decoding: state.text, as: UTF8.self)
        }
    }

    // MARK: - On the thread of a process

    private static func read(_ descriptor: Int32, to report: Report) {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            let bytes = buffer[..<count]
            report.change { $0.text += bytes }
        }
        close(descriptor)
        report.change { $0.isOutputOver = true }
    }

    private static func reap(_ identifier: pid_t, to report: Report) {
        // The process is waited for without being reaped first: as long as it is not reaped its
        // number is not given to another, so `signal` cannot hit a stranger.
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0,
            errno == EINTR
        {}
        report.change { state in
            var status: Int32 = 0
            while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7F
            state.ending = signal == 0 ? .status(status >> 8 & 0xFF) : .signal(signal)
        }
    }
}
