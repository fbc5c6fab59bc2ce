/// The lines from a function's declaration to its closing brace, both included.
struct FunctionSpan: Equatable {
    /// Counted from 1.
    let firstLine: Int
    let lineCount: Int

    static func all(in file: SourceFile) -> [FunctionSpan] {
        if file.isSwift { return swift(file.code) }
        if file.isPython { return python(file.lines) }
        return shell(file.lines)
    }

    private static let swiftKeywords = ["func", "init", "deinit", "subscript"]

    /// Words that begin the next declaration: a requirement of a protocol has no body.
    private static let swiftStarts: Set<String> = [
        "func", "init", "deinit", "subscript", "var", "let", "case", "associatedtype", "static",
        "mutating", "package", "private", "struct", "enum", "class", "extension", "protocol",
    ]

    private static func swift(_ code: [String]) -> [FunctionSpan] {
        code.indices.compactMap { index in
            guard code[index].utf8.count < 1_000, declaresFunction(code[index]) else { return nil }
            return body(code, from: index).map { last in
                FunctionSpan(firstLine: index + 1, lineCount: last - index + 1)
            }
        }
    }

    private static func declaresFunction(_ line: String) -> Bool {
        guard swiftKeywords.contains(where: line.contains) else { return false }
        for word in words(line) {
            if swiftKeywords.contains(word.text) { return word.before != "." }
            let isModifier =
                swiftStarts.contains(word.text) || word.before == "@" || word.before == "("
                || [
                    "nonisolated", "override", "convenience", "final", "consuming", "borrowing",
                    "internal", "fileprivate", "required", "nonmutating",
                ].contains(word.text)
            guard isModifier else { return false }
        }
        return false
    }

    /// The line of the brace that closes the body of the declaration at `first`.
    private static func body(_ code: [String], from first: Int) -> Int? {
        var (nesting, braces, hasKeyword) = (0, 0, false)
        for index in code.indices[first...] {
            if braces == 0, index > first || hasKeyword, nesting == 0,
                let start = words(code[index]).first?.text, swiftStarts.contains(start)
            {
                return nil
            }
            hasKeyword = true
            for character in code[index].utf8 {
                switch character {
                case UInt8(ascii: "("), UInt8(ascii: "["): nesting += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"): nesting -= 1
                case UInt8(ascii: "{") where nesting == 0 || braces > 0: braces += 1
                case UInt8(ascii: "}") where nesting == 0 || braces > 0:
                    braces -= 1
                    if braces <= 0 { return braces == 0 ? index : nil }
                default: break
                }
            }
        }
        return nil
    }

    private static func words(_ line: String) -> [(text: String, before: Character?)] {
        var words: [(text: String, before: Character?)] = []
        var (word, before) = ("", Character?.none)
        for character in line + " " {
            if character.isLetter || character.isNumber || character == "_" {
                word.append(character)
            } else {
                if !word.isEmpty { words.append((word, before)) }
                (word, before) = ("", character)
            }
        }
        return words
    }

    private static func python(_ lines: [String]) -> [FunctionSpan] {
        lines.indices.compactMap { first in
            let words = lines[first].split(separator: " ").prefix(2)
            guard words.first == "def" || words == ["async", "def"] else { return nil }
            let indent = lines[first].prefix { $0 == " " }.count
            let last = lines.indices[(first + 1)...].prefix { index in
                lines[index].isEmpty || lines[index].prefix { $0 == " " }.count > indent
                    || lines[index].drop { $0 == " " }.hasPrefix(")")
            }
            .last { !lines[$0].isEmpty }
            return FunctionSpan(firstLine: first + 1, lineCount: (last ?? first) - first + 1)
        }
    }

    private static func shell(_ lines: [String]) -> [FunctionSpan] {
        lines.indices.compactMap { first in
            guard lines[first].hasSuffix("() {"),
                let last = lines.indices[first...].first(where: { lines[$0] == "}" })
            else { return nil }
            return FunctionSpan(firstLine: first + 1, lineCount: last - first + 1)
        }
    }
}
