/// Reads the XML that statements are written in: UTF-8, elements, attributes, text, CDATA,
/// comments and the declaration. No document types and so no entities but the five of XML and
/// numbers: a statement can neither grow while it is read nor name other files.
struct StatementXMLReader {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var elements = 0
    /// The elements that are open, the outermost first.
    private var open: [(element: StatementXML, tag: String)] = []
    private var root: StatementXML?

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// O(bytes).
    static func read(_ bytes: [UInt8]) throws(StatementError) -> StatementXML {
        guard bytes.count <= BankStatement.bytesMax else {
            throw StatementError(
                line: 1, "\(bytes.count) bytes; at most \(BankStatement.bytesMax) are read")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw StatementError(line: 1, "not UTF-8")
        }
        var reader = StatementXMLReader(bytes)
        return try reader.document()
    }

    private mutating func document() throws(StatementError) -> StatementXML {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "<") {
                try markup()
            } else {
                try text()
            }
        }
        guard let last = open.last else {
            guard let root else { throw failure("no element; hand in an XML document") }
            return root
        }
        throw failure("\(last.tag), begun in line \(last.element.line), does not end")
    }

    private func failure(_ message: String) -> StatementError {
        StatementError(line: line, message)
    }

    // MARK: - Characters

    private func isNext(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

    private mutating func advance(_ count: Int) {
        for offset in index..<index + count where bytes[offset] == UInt8(ascii: "\n") {
            line += 1
        }
        index += count
    }

    /// The bytes up to `end`, which is passed over.
    private mutating func upTo(
        _ end: String, _ what: String
    ) throws(StatementError) -> ArraySlice<UInt8> {
        let start = index
        let beginning = line
        while index < bytes.count {
            if isNext(end) {
                let found = bytes[start..<index]
                advance(end.utf8.count)
                return found
            }
            advance(1)
        }
        throw StatementError(line: beginning, "\(what) does not end")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private mutating func skipSpace() {
        while index < bytes.count, Self.isSpace(bytes[index]) { advance(1) }
    }

    // MARK: - Markup

    private mutating func markup() throws(StatementError) {
        if isNext("<!--") {
            advance(4)
            _ = try upTo("-->", "a comment")
        } else if isNext("<![CDATA[") {
            advance(9)
            try append(try upTo("]]>", "a CDATA section"), isRaw: true)
        } else if isNext("<!") {
            throw failure("a document type; statements have none")
        } else if isNext("<?") {
            try declaration()
        } else if isNext("</") {
            try end()
        } else {
            try start()
        }
    }

    private mutating func declaration() throws(StatementError) {
        advance(2)
        let body = try upTo("?>", "a declaration")
        let text = String(decoding: body, as: UTF8.self)
        guard let range = text.firstRange(of: "encoding") else { return }
        let rest = text[range.upperBound...].drop { "= \t\r\n\"'".contains($0) }
        let name = rest.prefix { $0 != "\"" && $0 != "'" }.lowercased()
        guard name == "utf-8" || name == "us-ascii" else {
            throw failure("the encoding is not UTF-8")
        }
    }

    private mutating func name() throws(StatementError) -> String {
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"),
                UInt8(ascii: "-"), UInt8(ascii: "."):
                index += 1
                continue
            default: break
            }
            break
        }
        guard index > start, index - start <= StatementXML.nameBytesMax,
            !(UInt8(ascii: "-")...UInt8(ascii: "9")).contains(bytes[start])
        else {
            throw failure("a name is missing, too long, or of other characters than ours")
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func start() throws(StatementError) {
        guard root == nil || !open.isEmpty else {
            throw failure("a second element beside the outermost")
        }
        guard open.count < StatementXML.depthMax, elements < StatementXML.elementsMax else {
            throw failure(
                "more than \(StatementXML.depthMax) elements inside each other, or "
                    + "\(StatementXML.elementsMax) in all")
        }
        elements += 1
        let beginning = line
        advance(1)
        let tag = try name()
        let local = tag.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
        var element = StatementXML(name: String(local), line: beginning)
        element.attributes = try attributes()
        if isNext("/>") {
            advance(2)
            close(element)
        } else {
            advance(1)
            open.append((element, tag))
        }
    }

    private mutating func attributes() throws(StatementError) -> [String: String] {
        var found: [String: String] = [:]
        while true {
            let hadSpace = index < bytes.count && Self.isSpace(bytes[index])
            skipSpace()
            guard index < bytes.count else { throw failure("an element does not end") }
            if isNext("/>") || isNext(">") { return found }
            guard hadSpace else { throw failure("no blank before an attribute") }
            let name = try name()
            skipSpace()
            guard isNext("=") else { throw failure("attribute \(name) has no value") }
            advance(1)
            skipSpace()
            let isDouble = isNext("\"")
            guard isDouble || isNext("'") else {
                throw failure("the value of attribute \(name) is not in quotes")
            }
            advance(1)
            let value = isDouble ? try upTo("\"", "a value") : try upTo("'", "a value")
            guard !value.contains(UInt8(ascii: "<")) else {
                throw failure("the value of attribute \(name) has a <")
            }
            guard found.count < StatementXML.attributesMax, found[name] == nil else {
                throw failure("attribute \(name) is there twice, or there are too many")
            }
            found[name] = try resolved(value)
        }
    }

    private mutating func end() throws(StatementError) {
        advance(2)
        let tag = try name()
        skipSpace()
        guard isNext(">") else { throw failure("the end of \(tag) does not end") }
        guard let last = open.popLast(), last.tag == tag else {
            throw failure("\(tag) ends and was not the last that began")
        }
        advance(1)
        close(last.element)
    }

    private mutating func close(_ element: StatementXML) {
        var element = element
        element.text = Self.trimmed(element.text)
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].element.children.append(element)
        }
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.utf8.drop(while: isSpace)
        let end = start.reversed().drop(while: isSpace)
        return String(decoding: end.reversed(), as: UTF8.self)
    }

    // MARK: - Text

    private mutating func text() throws(StatementError) {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "<") { advance(1) }
        try append(bytes[start..<index], isRaw: false)
    }

    private mutating func append(
        _ bytes: ArraySlice<UInt8>, isRaw: Bool
    ) throws(StatementError) {
        guard !open.isEmpty else {
            guard !isRaw, bytes.allSatisfy(Self.isSpace) else {
                throw failure("text outside the outermost element")
            }
            return
        }
        let text = isRaw ? String(decoding: bytes, as: UTF8.self) : try resolved(bytes)
        let last = open.count - 1
        open[last].element.text += text
        guard open[last].element.text.utf8.count <= StatementXML.textBytesMax else {
            throw failure(
                "\(open[last].tag) has more than \(StatementXML.textBytesMax) bytes of text")
        }
    }

    private static let entities: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
    ]

    /// With references replaced.
    private func resolved(_ bytes: ArraySlice<UInt8>) throws(StatementError) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "&") else {
                result.append(byte)
                continue
            }
            guard let end = rest.prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
                throw failure("an & that begins no reference")
            }
            let name = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            guard let text = Self.entities[name] ?? Self.character(name) else {
                throw failure("a reference that is not known; there are amp, lt, gt, quot, apos")
            }
            result += Array(text.utf8)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// `#65` or `#x41`.
    private static func character(_ name: String) -> String? {
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHexadecimal = digits.hasPrefix("x")
        let number =
            isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
        guard let number, !digits.contains("+"), number >= 0x20 || [9, 10, 13].contains(number),
            let scalar = Unicode.Scalar(number)
        else { return nil }
        return String(Character(scalar))
    }
}
