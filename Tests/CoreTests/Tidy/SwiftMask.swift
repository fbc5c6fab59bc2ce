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
            takeRun()
        }
    }

    private mutating func stepInLineComment() {
        if bytes[index] == Self.newline { modes.removeLast() } else { takeRun() }
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
            takeRun()
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
            takeRun()
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

    /// Bytes that may begin something else in some mode.
    private static let starts: [Bool] = (UInt8.min...UInt8.max).map { byte in
        [quote, hash, slash, star, backslash, newline, UInt8(ascii: "("), UInt8(ascii: ")")]
            .contains(byte)
    }

    /// Takes a byte and all after it that begin nothing, so that few bytes are looked at twice.
    private mutating func takeRun() {
        var end = index + 1
        while end < bytes.count, !Self.starts[Int(bytes[end])] { end += 1 }
        take(end - index)
    }

    private mutating func take(_ count: Int) {
        let taken = bytes[index..<min(index + count, bytes.count)]
        let blanks = taken.map { $0 == Self.newline ? $0 : Self.space }
        var (isCode, isComment) = (false, false)
        switch modes.last {
        case .code: isCode = true
        case .lineComment, .blockComment: isComment = true
        case .text, .pattern, nil: break
        }
        code += isCode ? Array(taken) : blanks
        comments += isComment ? Array(taken) : blanks
        index += taken.count
    }
}
