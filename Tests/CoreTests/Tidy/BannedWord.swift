/// A piece of code that is not written here, where it is not, and what is written instead.
struct BannedWord: Sendable {
    let text: String
    let remedy: String
    /// Path prefixes where the ban holds, and those inside them where it does not.
    var within = ["Sources/", "Tests/"]
    var except: [String] = []
    /// Whether the text is banned only where it begins a declaration.
    var isModifier = false
    /// Whether the text is banned only where it begins a line.
    var isStatement = false

    static let all = [
        BannedWord(text: "try!", remedy: "throw on; a peer must not end the process"),
        BannedWord(text: "as!", remedy: "use as? and say what is done otherwise"),
        BannedWord(text: "fatalError", remedy: "precondition for our promise, throw for theirs"),
        BannedWord(text: "assert", remedy: "use precondition; promises hold in release too"),
        BannedWord(text: "assertionFailure", remedy: "use preconditionFailure"),
        BannedWord(text: "public", remedy: "use package between rooms"),
        BannedWord(text: "open", remedy: "use package between rooms", isModifier: true),
        BannedWord(
            text: "internal", remedy: "write nothing; it is the default", isModifier: true),
        BannedWord(text: "static let shared", remedy: "pass the value to whoever needs it"),
        BannedWord(text: "static var shared", remedy: "pass the value to whoever needs it"),
        BannedWord(text: "deprecated", remedy: "rename at once"),
        BannedWord(text: "Task {", remedy: "keep it and end it, or use a group", isStatement: true),
        BannedWord(text: "_ = Task {", remedy: "keep it and end it, or use a group"),
        BannedWord(text: "Task.detached", remedy: "keep a task and end it, or use a group"),
        BannedWord(
            text: "Task.sleep", remedy: "wait for what must have happened",
            within: ["Tests/CoreTests/", "Tests/ShellTests/"]),
        BannedWord(
            text: "usleep", remedy: "wait for what must have happened",
            within: ["Tests/CoreTests/", "Tests/ShellTests/"]),
        BannedWord(
            text: "print", remedy: "log it, or return it to the command",
            except: ["Sources/tidemark/"]),
        BannedWord(
            text: "Double", remedy: "use whole fen, units or basis points",
            within: ["Sources/Domain/"]),
        BannedWord(
            text: "Float", remedy: "use whole fen, units or basis points",
            within: ["Sources/Domain/"]),
        BannedWord(
            text: "SystemRandomNumberGenerator", remedy: "seed it, and print the seed",
            within: ["Sources/Domain/", "Tests/"]),
        BannedWord(
            text: "getenv", remedy: "read it in tidemark and pass the value down",
            within: ["Sources/"], except: ["Sources/tidemark/"]),
        BannedWord(
            text: "ProcessInfo", remedy: "read it in tidemark and pass the value down",
            within: ["Sources/"], except: ["Sources/tidemark/"]),
    ]

    /// Whether the ban holds for the file at `path`.
    func holds(for path: String) -> Bool {
        within.contains(where: path.hasPrefix) && !except.contains(where: path.hasPrefix)
    }

    /// Whether `line` has the text as words of its own, not as part of a longer name.
    func isIn(_ line: String) -> Bool {
        guard line.contains(text) else { return false }
        if isStatement { return line.drop { $0 == " " }.hasPrefix(text) }
        return line.ranges(of: text).contains { range in
            let before = line[..<range.lowerBound].last
            let after = line[range.upperBound...].first
            let next = line[range.upperBound...].split(separator: " ").first
            if isModifier, !Self.declarations.contains(next ?? "") { return false }
            let isAlone =
                !Self.isPartOfName(before)
                && !(Self.isPartOfName(after) && Self.isPartOfName(text.last))
            return isAlone && before != "." && before != "`"
        }
    }

    private static let declarations: Set<Substring> = [
        "actor", "class", "enum", "final", "func", "init", "let", "nonisolated", "override",
        "protocol", "static", "struct", "typealias", "var",
    ]

    private static func isPartOfName(_ character: Character?) -> Bool {
        guard let character else { return false }
        return character.isLetter || character.isNumber || character == "_"
    }
}
