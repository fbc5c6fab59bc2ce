/// Reads JSON text as RFC 8259 has it, strictly: no comments, no trailing commas, no lone
/// surrogates. Depth, elements, values and bytes are bounded. Names that are there twice are for
/// the reader, which knows two spellings of each.
struct JSONParser {
    private let input: [UInt8]
    private var position = 0
    private var depth = 0
    private var values = 0
    /// Elements of all lists so far.
    private var elements = 0

    /// The value that `text` is, all of it. O(bytes).
    static func value(of text: String) throws(WireError) -> JSONValue {
        guard text.utf8.count <= WireLimits.jsonBytesMax else {
            throw WireError(
                .tooLarge,
                "the JSON text has \(text.utf8.count) bytes, above \(WireLimits.jsonBytesMax); "
                    + "send less")
        }
        var parser = JSONParser(input: Array(text.utf8))
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == parser.input.count else {
            throw parser.malformed("the JSON value has ended; remove what follows it")
        }
        return value
    }

    private init(input: [UInt8]) {
        self.input = input
    }

    private mutating func value() throws(WireError) -> JSONValue {
        values += 1
        guard values <= WireLimits.jsonValuesMax else {
            throw WireError(
                .tooLarge,
                "the JSON text has more than \(WireLimits.jsonValuesMax) values; send fewer")
        }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "\""): return .string(try string())
        case .some(let byte) where byte == UInt8(ascii: "-") || Self.isDigit(byte):
            return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw malformed("a JSON value is missing; give an object, list, text or number")
        }
    }

    private mutating func object() throws(WireError) -> JSONValue {
        try enter()
        var members: [JSONMember] = []
        skipSpace()
        if !accept(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                guard peek == UInt8(ascii: "\"") else {
                    throw malformed("a name is missing; give each member a name in \"\"")
                }
                let name = try string()
                skipSpace()
                guard accept(UInt8(ascii: ":")) else {
                    throw malformed("\"\(name)\" has no value; write a colon and the value")
                }
                members.append(JSONMember(name: name, value: try value()))
                skipSpace()
            } while accept(UInt8(ascii: ","))
            guard accept(UInt8(ascii: "}")) else {
                throw malformed("an object is not closed; write a comma or }")
            }
        }
        depth -= 1
        return .object(members)
    }

    private mutating func list() throws(WireError) -> JSONValue {
        try enter()
        var list: [JSONValue] = []
        skipSpace()
        if !accept(UInt8(ascii: "]")) {
            repeat {
                elements += 1
                guard elements <= WireLimits.elementsMax else {
                    throw WireError(
                        .tooLarge,
                        "the JSON text has more than \(WireLimits.elementsMax) elements in lists; "
                            + "send fewer")
                }
                list.append(try value())
                skipSpace()
            } while accept(UInt8(ascii: ","))
            guard accept(UInt8(ascii: "]")) else {
                throw malformed("a list is not closed; write a comma or ]")
            }
        }
        depth -= 1
        return .list(list)
    }

    /// Moves past an opening bracket.
    private mutating func enter() throws(WireError) {
        position += 1
        depth += 1
        guard depth <= WireLimits.jsonDepthMax else {
            throw WireError(
                .tooLarge,
                "the JSON text is nested deeper than \(WireLimits.jsonDepthMax) levels; "
                    + "send fewer levels")
        }
    }

    private mutating func word(_ text: String, _ value: JSONValue) throws(WireError) -> JSONValue {
        guard input[position...].starts(with: text.utf8) else {
            throw malformed("a word is not known; give true, false or null, or text in \"\"")
        }
        position += text.utf8.count
        return value
    }

    /// `-`? (0 | digits without a leading 0) (`.` digits)? (`e` sign? digits)?
    private mutating func number() throws(WireError) -> JSONValue {
        let start = position
        _ = accept(UInt8(ascii: "-"))
        if !accept(UInt8(ascii: "0")) { try digits() }
        if accept(UInt8(ascii: ".")) { try digits() }
        if accept(UInt8(ascii: "e")) || accept(UInt8(ascii: "E")) {
            if !accept(UInt8(ascii: "+")) { _ = accept(UInt8(ascii: "-")) }
            try digits()
        }
        if let next = peek, Self.isDigit(next) {
            throw malformed("a number begins with 0; leave out the zeros before it")
        }
        return .number(String(decoding: input[start..<position], as: UTF8.self))
    }

    private mutating func digits() throws(WireError) {
        let start = position
        while let next = peek, Self.isDigit(next) { position += 1 }
        guard position > start else { throw malformed("a number has no digit here; write one") }
    }
}

extension JSONParser {
    private var peek: UInt8? { position < input.count ? input[position] : nil }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let next = peek, next <= 0x20, next == 0x20 || 0x09...0x0A ~= next || next == 0x0D {
            position += 1
        }
    }

    private func malformed(_ message: String) -> WireError {
        let before = input[..<position]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return WireError(
            .malformed, "JSON line \(line), byte \(position - lineStart + 1): \(message)")
    }

    /// The text between quotation marks, from the first to behind the last.
    private mutating func string() throws(WireError) -> String {
        position += 1
        var start = position
        var unescaped: [UInt8] = []
        while let next = peek {
            switch next {
            case UInt8(ascii: "\""):
                position += 1
                let rest = input[start..<position - 1]
                return String(decoding: unescaped.isEmpty ? rest : unescaped + rest, as: UTF8.self)
            case UInt8(ascii: "\\"):
                unescaped += input[start..<position]
                position += 1
                try escape(into: &unescaped)
                start = position
            case 0..<0x20:
                throw malformed("text has a control character; write it as \\u and four digits")
            default:
                position += 1
            }
        }
        throw malformed("text is not closed; end it with \"")
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(WireError) {
        let letter = peek
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            bytes.append(input[position - 1])
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"): bytes += String(Character(try scalar())).utf8
        default:
            position -= 1
            throw malformed(
                "no escape is called so; give one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")
        }
    }

    /// The character that `\u` and four digits are, two such for one beyond U+FFFF.
    private mutating func scalar() throws(WireError) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, accept(UInt8(ascii: "\\")), accept(UInt8(ascii: "u")) else {
            throw malformed("half of a surrogate pair stands alone; write both halves")
        }
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else {
            throw malformed("half of a surrogate pair stands alone; write both halves")
        }
        return scalar
    }

    private mutating func hexadecimal() throws(WireError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw malformed("\\u needs four hexadecimal digits; write all four")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
