/// How often each fault was seen, and how many lines about it may be written this second.
struct FaultLog {
    private(set) var counts: [String: Int] = [:]
    private var second: [ConnectionFault: Window] = [:]

    private struct Window {
        var began: Int64
        var lines = 0
        var unwritten = 0
    }

    enum Line: Equatable {
        case write(unwrittenBefore: Int)
        case skip
    }

    static let linesPerSecond = 10

    /// Counts `fault`, and says whether a line may be written for it.
    mutating func note(_ fault: ConnectionFault, at milliseconds: Int64) -> Line {
        counts[fault.rawValue, default: 0] += 1
        var window = second[fault] ?? Window(began: milliseconds)
        defer { second[fault] = window }
        if milliseconds - window.began >= 1_000 {
            let unwritten = window.unwritten
            window = Window(began: milliseconds, lines: 1)
            return .write(unwrittenBefore: unwritten)
        }
        guard window.lines < Self.linesPerSecond else {
            window.unwritten += 1
            return .skip
        }
        window.lines += 1
        return .write(unwrittenBefore: 0)
    }
}
