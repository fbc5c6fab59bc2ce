import Logging
import Synchronization

/// Keeps what a server logs, and lets a test wait for a line.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])
    private let came = Signal()

    func logger() -> Logger {
        Logger(label: "test") { _ in Handler(lines: self) }
    }

    var all: [String] { lines.withLock { $0 } }

    /// Returns when a line has come that contains `text`.
    func wait(for text: String) async -> String {
        while true {
            if let line = lines.withLock({ $0.first { $0.contains(text) } }) { return line }
            await came.wait()
        }
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.notice

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
            lines.lines.withLock {
                $0.append("\(event.message) \(values.joined(separator: " "))")
            }
            lines.came.fire()
        }
    }
}
