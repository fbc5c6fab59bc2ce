import Foundation
import Glibc
import Synchronization

/// A process started by this one, with its output as lines. Its standard input is a pipe that
/// ends with this process, however this process ends.
final class ChildProcess: Sendable {
    /// How a process ended.
    enum Ending: Equatable, Sendable, CustomStringConvertible {
        case status(Int32)
        case signal(Int32)

        var description: String {
            switch self {
            case .status(let status): "exit status \(status)"
            case .signal(let signal): "signal \(signal)"
            }
        }
    }

    let identifier: pid_t
    private let state: Mutex<State>

    private struct State {
        var ending: Ending?
        var waiting: [CheckedContinuation<Ending, Never>] = []
        /// Our end of its standard input.
        let input: FileHandle
    }

    /// In a process group of its own, so that Ctrl-C reaches this process alone, which then ends
    /// the others in their order. `write` is given what it writes to standard output and standard
    /// error, a line at a time, on a thread of its own, all of it before `ended` returns.
    init(
        _ executable: String, _ arguments: [String], write: @escaping @Sendable (String) -> Void
    ) throws(Failure) {
        let spawned = try Spawn.start(executable, arguments)
        identifier = spawned.identifier
        state = Mutex(State(input: FileHandle(fileDescriptor: spawned.input, closeOnDealloc: true)))
        let output = spawned.output
        // Reading and waiting block, so they have a thread of their own.
        let thread = Thread { [self] in
            Self.read(output, line: write)
            reap()
        }
        thread.start()
    }

    /// Sends a signal, if the process has not ended.
    func signal(_ number: Int32) {
        state.withLock { state in
            guard state.ending == nil else { return }
            kill(identifier, number)
        }
    }

    /// How it ended, once it has.
    func ended() async -> Ending {
        await withCheckedContinuation { continuation in
            let ending = state.withLock { state in
                if state.ending == nil { state.waiting.append(continuation) }
                return state.ending
            }
            if let ending { continuation.resume(returning: ending) }
        }
    }

    private func reap() {
        // The process is waited for without being reaped first: as long as it is not reaped its
        // number is not given to another, so `signal` cannot hit a stranger.
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0,
            errno == EINTR
        {}
        let (ending, waiting) = state.withLock { state in
            var status: Int32 = 0
            while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7F
            let ending = signal == 0 ? Ending.status(status >> 8 & 0xFF) : .signal(signal)
            state.ending = ending
            defer { state.waiting = [] }
            return (ending, state.waiting)
        }
        waiting.forEach { $0.resume(returning: ending) }
    }

    /// Longest line that is passed on whole.
    private static let lineBytesMax = 64 << 10

    private static func read(_ descriptor: Int32, line: (String) -> Void) {
        var held: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            held += buffer[..<count]
            var rest = held[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                line(String(decoding: rest[..<end], as: UTF8.self))
                rest = rest[(end + 1)...]
            }
            if rest.count > lineBytesMax {
                line(String(decoding: rest, as: UTF8.self))
                rest = []
            }
            held = Array(rest)
        }
        if !held.isEmpty { line(String(decoding: held, as: UTF8.self)) }
        close(descriptor)
    }
}
