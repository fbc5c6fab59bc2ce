/// Where a house rule is broken, and what to do about it.
struct Violation: Equatable, CustomStringConvertible {
    let path: String
    /// Counted from 1; 0 for the file as a whole.
    let line: Int
    let remedy: String

    var description: String { "\(path):\(line): \(remedy)" }
}
