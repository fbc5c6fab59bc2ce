/// Tells the code of a Swift file from its comments and its literals, so that a rule about code
/// is not broken by a word in a sentence.
///
/// Both masks have the file's lines and columns; what does not belong to a mask is a space.
/// Known: nested block comments, raw and multiline strings, interpolations, `#/…/#` patterns.
struct SwiftMask {
    private enum Mode {
        case code(openParentheses: Int)
        case lineComment
        case blockComment(depth: Int)
        case text(hashes: Int, isMultiline: Bool)
        case pattern
    }

    private static let quote = UInt8(ascii: "\"")
    private static let hash = UInt8(ascii: "#")
    private static let slash = UInt8(ascii: "/")
    private static let star = UInt8(ascii: "*")
    private static let backslash = UInt8(ascii: "\\")
    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    private let bytes: [UInt8]
    private var index = 0
    private var modes = [Mode.code(openParentheses: 0)]
    private var code: [UInt8] = []
    private var comments: [UInt8] = []

    static func split(_ text: String) -> (code: String, comments: String) {
        var mask = SwiftMask(bytes: Array(text.utf8))
        while mask.index < mask.bytes.count { mask.step() }
        return (
            String(decoding: mask.code, as: UTF8.self),
            String(decoding: mask.comments, as: UTF8.self)
        )
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        code.reserveCapacity(bytes.count)
        comments.reserveCapacity(bytes.count)
    }

    private mutating func step() {
        switch modes.last ?? .code(openParentheses: 0) {
        case .code(let open): stepInCode(openParentheses: open)
        case .lineComment: stepInLineComment()
        case .blockComment(let depth): stepInBlockComment(depth: depth)
        case .text(let hashes, let isMultiline):
            stepInText(hashes: hashes, isMultiline: isMultiline)
        case .pattern:
            if follows([Self.slash, Self.hash]) { leave(after: 2) } else { take(1) }
        }
    }

    private mutating func stepInCode(openParentheses open: Int) {
        if follows([Self.slash, Self.slash]) {
            modes.append(.lineComment)
        } else if follows([Self.slash, Self.star]) {
            modes.append(.blockComment(depth: 0))
        } else if follows([Self.hash, Self.slash]) {
            modes.append(.pattern)
            take(2)
        } else if let (hashes, quotes) = opening() {
            modes.append(.text(hashes: hashes, isMultiline: quotes == 3))
            take(hashes + quotes)
        } else if follows([UInt8(ascii: "(")]) {
            replaceMode(.code(openParentheses: open + 1))
            take(1)
        } else if follows([UInt8(ascii: ")")]) {
            // The parenthesis that closes an interpolation gives the text its turn again.
            if open == 0, modes.count > 1 {
                modes.removeLast()
                take(1)
            } else {
                replaceMode(.code(openParentheses: max(open - 1, 0)))
                take(1)
            }
        } else {
            take(1)
        }
    }

    private mutating func stepInLineComment() {
        if bytes[index] == Self.newline { modes.removeLast() } else { take(1) }
    }

    private mutating func stepInBlockComment(depth: Int) {
        if follows([Self.slash, Self.star]) {
            replaceMode(.blockComment(depth: depth + 1))
            take(2)
        } else if follows([Self.star, Self.slash]) {
            if depth == 1 { return leave(after: 2) }
            replaceMode(.blockComment(depth: depth - 1))
            take(2)
        } else {
            take(1)
        }
    }

    private mutating func stepInText(hashes: Int, isMultiline: Bool) {
        let fence = [UInt8](repeating: Self.hash, count: hashes)
        let quotes = [UInt8](repeating: Self.quote, count: isMultiline ? 3 : 1)
        let escape = [Self.backslash] + fence
        if follows(quotes + fence) {
            leave(after: quotes.count + hashes)
        } else if follows(escape + [UInt8(ascii: "(")]) {
            take(escape.count + 1)
            modes.append(.code(openParentheses: 0))
        } else if follows(escape) {
            take(escape.count + 1)
        } else if bytes[index] == Self.newline, !isMultiline {
            modes.removeLast()
        } else {
            take(1)
        }
    }

    /// The hashes and quotes of the string literal that begins here.
    private func opening() -> (hashes: Int, quotes: Int)? {
        var end = index
        while end < bytes.count, bytes[end] == Self.hash { end += 1 }
        guard end < bytes.count, bytes[end] == Self.quote else { return nil }
        let isTriple = bytes[end...].prefix(3).elementsEqual([Self.quote, Self.quote, Self.quote])
        return (end - index, isTriple ? 3 : 1)
    }

    private func follows(_ expected: [UInt8]) -> Bool {
        bytes[index...].starts(with: expected)
    }

    private mutating func replaceMode(_ mode: Mode) {
        modes[modes.count - 1] = mode
    }

    private mutating func leave(after count: Int) {
        take(count)
        modes.removeLast()
    }

    private mutating func take(_ count: Int) {
        for byte in bytes[index..<min(index + count, bytes.count)] {
            var (asCode, asComment) = (Self.space, Self.space)
            switch modes.last {
            case .code: asCode = byte
            case .lineComment, .blockComment: asComment = byte
            case .text, .pattern, nil: break
            }
            code.append(byte == Self.newline ? byte : asCode)
            comments.append(byte == Self.newline ? byte : asComment)
        }
        index = min(index + count, bytes.count)
    }
}
