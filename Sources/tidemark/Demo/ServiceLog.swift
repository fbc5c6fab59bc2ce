import Foundation
import Services
import Synchronization

/// Keeps what the services write in a file each, so that people see the demonstration alone, and
/// remembers the last words of each.
final class ServiceLog: Sendable {
    static let lastWords = 8

    let directory: String
    private let state: Mutex<State>

    private struct State {
        var files: [ServiceName: FileHandle] = [:]
        var last: [ServiceName: [String]] = [:]
    }

    init(directory: String) throws(Failure) {
        self.directory = directory
        var files: [ServiceName: FileHandle] = [:]
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true)
            for service in ServiceName.allCases {
                let path = "\(directory)/\(service.rawValue).log"
                if !FileManager.default.fileExists(atPath: path) {
                    try Data().write(to: URL(fileURLWithPath: path))
                }
                let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
                try file.seekToEnd()
                files[service] = file
            }
        } catch {
            throw Failure(
                .configuration,
                "logs cannot be written to \(directory): \(error); give another --directory")
        }
        state = Mutex(State(files: files))
    }

    func write(_ service: ServiceName, _ line: String) {
        state.withLock { state in
            state.last[service, default: []].append(line)
            if state.last[service, default: []].count > Self.lastWords {
                state.last[service]?.removeFirst()
            }
            do {
                try state.files[service]?.write(contentsOf: Data("\(line)\n".utf8))
            } catch {
                // A full disk stops the services themselves, and those say so; a log that cannot
                // be written to any more is not the reason to end.
                state.files[service] = nil
            }
        }
    }

    /// The last lines of every service, for when something failed.
    var endings: [String] {
        let last = state.withLock(\.last)
        return ServiceName.allCases.flatMap { service in
            (last[service] ?? []).map { "\(service.rawValue.padded(to: 8)) │ \($0)" }
        }
    }
}
