/// One text file of the tree: its path from the root, its lines, and for Swift also the lines
/// with only the code and with only the comments left.
struct SourceFile: Sendable {
    let path: String
    let lines: [String]
    let code: [String]
    let comments: [String]

    init(path: String, text: String) {
        self.path = path
        lines = Self.lines(text)
        let masks = path.hasSuffix(".swift") ? SwiftMask.split(text) : (code: text, comments: "")
        code = Self.lines(masks.code)
        comments = Self.lines(masks.comments)
    }

    var name: String { String(path.split(separator: "/").last ?? "") }

    var folders: [String] { path.split(separator: "/").dropLast().map(String.init) }

    var isSwift: Bool { path.hasSuffix(".swift") }

    var isPython: Bool { path.hasSuffix(".py") }

    var isScript: Bool { isPython || lines.first?.hasPrefix("#!") == true }

    /// What people write and read; fixtures are data, and prose breaks its own lines.
    var isSource: Bool {
        !path.hasPrefix("Tests/Fixtures/") && (isSwift || isScript || path.hasSuffix(".proto"))
    }

    private static func lines(_ text: String) -> [String] {
        // On bytes: finding where characters end would take most of the tests' time.
        var lines = text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        )
        .map { String(Substring($0)) }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
