import Testing
import Wire

@Suite("Reader")
struct ReaderTests {
    @Test(
        "a number is read from a varint of any length, up to ten bytes and 64 bits",
        arguments: [
            (varint: [0x00], value: 0),
            ([0x01], 1),
            ([0x80, 0x00], 0),
            ([0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00], 1),
            ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], UInt64.max >> 1),
            ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .max),
        ] as [([UInt8], UInt64)])
    func varint(bytes: [UInt8], value: UInt64) throws {
        #expect(try CaughtUp(decoding: [0x08] + bytes, unknown: .refuse).sequence == value)
    }

    @Test(
        "what is not a message is refused, and the error says what it is",
        arguments: [
            // Varints: eleven bytes, 65 bits, none.
            (bytes: [0x08] + Array(repeating: 0x80, count: 10) + [0x00], code: .malformed),
            ([0x08] + Array(repeating: 0xFF, count: 9) + [0x02], .malformed),
            ([0x08], .truncated),
            ([0x08, 0x80], .truncated),
            // Tags: field 0, beyond 2^29 - 1, beyond 32 bits, wire types 6 and 7.
            ([0x00, 0x00], .malformed),
            ([0x80, 0x80, 0x80, 0x80, 0x10, 0x00], .malformed),
            ([0x88, 0x80, 0x80, 0x80, 0x80, 0x01, 0x00], .malformed),
            ([0x0E], .malformed),
            ([0x0F], .malformed),
            // Lengths: one more than is left, 2^63, 2^64 - 1.
            ([0x1A, 0x01], .truncated),
            ([0x1A, 0x02, 0x61], .truncated),
            ([0x1A] + Array(repeating: 0x80, count: 9) + [0x01], .truncated),
            ([0x1A] + Array(repeating: 0xFF, count: 9) + [0x01], .truncated),
            // The wire type of another kind of field.
            ([0x09, 0, 0, 0, 0, 0, 0, 0, 0], .wrongType),
            ([0x0A, 0x00], .wrongType),
            ([0x18, 0x00], .wrongType),
            ([0x0B, 0x0C], .wrongType),
            // Text: a lone continuation, an overlong "/", a surrogate, half a character.
            ([0x1A, 0x01, 0x80], .malformed),
            ([0x1A, 0x02, 0xC0, 0xAF], .malformed),
            ([0x1A, 0x03, 0xED, 0xA0, 0x80], .malformed),
            ([0x1A, 0x02, 0xE7, 0xA7], .malformed),
            // Fixed values and groups of unknown fields: cut, unopened, crossed, left open.
            ([0x99, 0x06, 1, 2, 3, 4, 5, 6, 7], .truncated),
            ([0x9D, 0x06, 1, 2, 3], .truncated),
            ([0x9C, 0x06], .malformed),
            ([0x9B, 0x06, 0xA4, 0x06], .malformed),
            ([0x9B, 0x06, 0x08, 0x01], .truncated),
        ] as [([UInt8], WireError.Code)])
    func refused(bytes: [UInt8], code: WireError.Code) {
        let error = #expect(throws: WireError.self) { try JournalEntry(decoding: bytes) }
        #expect(error?.code == code, "\(error?.message ?? "")")
    }

    @Test("an error names the field by its name in the .proto file")
    func named() {
        let error = #expect(throws: WireError.self) {
            try JournalEntry(decoding: [0x32, 0x02, 0xC0, 0xAF])
        }
        #expect(error?.message == "caller is not UTF-8 in its byte 0; encode text as UTF-8")
        let type = #expect(throws: WireError.self) { try JournalEntry(decoding: [0x30, 0x00]) }
        #expect(
            type?.message == "caller (field 6) comes with wire type 0; its wire type is 2")
    }

    @Test("an enumeration's unknown number is zero where unknown fields are skipped")
    func unknownNumber() throws {
        let minusOne: [UInt8] = [0x18] + Array(repeating: 0xFF, count: 9) + [0x01]
        for bytes in [[0x18, 99], minusOne] {
            #expect(try Order(decoding: [0x18, 0x03] + bytes).state == .unspecified)
            #expect(throws: WireError.self) { try Order(decoding: bytes, unknown: .refuse) }
        }
        #expect(try Order(decoding: [0x18, 0x03], unknown: .refuse).state == .paid)
    }

    @Test("beyond 32 bits the low ones are kept where unknown fields are skipped")
    func wide() throws {
        // quantity, a uint32: 2^32 - 1 fits, 2^32 + 5 does not.
        let most: [UInt8] = [0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]
        #expect(try OrderLine(decoding: most, unknown: .refuse).quantity == .max)
        let more: [UInt8] = [0x10, 0x85, 0x80, 0x80, 0x80, 0x10]
        #expect(try OrderLine(decoding: more).quantity == 5)
        #expect(throws: WireError.self) { try OrderLine(decoding: more, unknown: .refuse) }
    }

    @Test("elements are counted over the whole message", arguments: [-1, 0, 1])
    func elements(above: Int) throws {
        let count = WireLimits.elementsMax + above
        let empty: [UInt8] = [0x0A, 0x00]
        let list = Array(repeating: empty, count: count).flatMap { $0 }
        let numbers = ImportMembersRequest(members: Array(repeating: 1, count: count)).encoded()
        guard above > 0 else {
            #expect(try ListOrdersResponse(decoding: list).orders.count == count)
            #expect(try ImportMembersRequest(decoding: numbers).members.count == count)
            return
        }
        let long = #expect(throws: WireError.self) { try ListOrdersResponse(decoding: list) }
        #expect(long?.code == .tooLarge)
        let wide = #expect(throws: WireError.self) { try ImportMembersRequest(decoding: numbers) }
        #expect(wide?.code == .tooLarge)
    }

    @Test("elements of submessages count for the message around them", arguments: [0, 1])
    func nestedElements(above: Int) throws {
        let half = WireLimits.elementsMax / 2 - 1
        let orders = [half, half + above].map { count in
            Nest(children: Array(repeating: Nest(), count: count))
        }
        let bytes = Nest(children: orders).encoded()
        guard above > 0 else {
            #expect(try Nest(decoding: bytes).children.map(\.children.count) == [half, half])
            return
        }
        let error = #expect(throws: WireError.self) { try Nest(decoding: bytes) }
        #expect(error?.code == .tooLarge)
    }

    @Test("messages and skipped groups nest to a depth", arguments: [-1, 0, 1])
    func depth(above: Int) throws {
        let depth = WireLimits.depthMax + above
        let nest = (0..<depth).reduce(Nest()) { inner, _ in Nest(children: [inner]) }
        let begins = Array(repeating: [0x9B, 0x06] as [UInt8], count: depth)
        let ends = Array(repeating: [0x9C, 0x06] as [UInt8], count: depth)
        let groups = (begins + ends).flatMap { $0 }
        if above <= 0 {
            #expect(try Nest(decoding: nest.encoded()) == nest)
            #expect(try Nest(decoding: groups) == Nest())
        } else {
            for bytes in [nest.encoded(), groups] {
                let error = #expect(throws: WireError.self) { try Nest(decoding: bytes) }
                #expect(error?.code == .tooLarge)
            }
        }
    }

    @Test("submessages that come twice are merged, of numbers and text the last holds")
    func merged() throws {
        let first = GetOrderResponse(order: Order(order: 1, lines: [ReservedLine()], stuck: "a"))
        let second = GetOrderResponse(
            order: Order(lines: [ReservedLine()], paidFen: 2, stuck: "b"))
        let merged = try GetOrderResponse(decoding: first.encoded() + second.encoded())
        let lines = [ReservedLine(), ReservedLine()]
        #expect(merged.order == Order(order: 1, lines: lines, paidFen: 2, stuck: "b"))
    }

    @Test("a map's entry is written whole, as protoc does, and read without its defaults")
    func map() throws {
        let serving = HealthListResponse(
            statuses: [.init(key: "", value: HealthCheckResponse())])
        #expect(serving.encoded() == [0x0A, 0x04, 0x0A, 0x00, 0x12, 0x00])
        #expect(try HealthListResponse(decoding: serving.encoded()) == serving)
        let bare = try HealthListResponse(decoding: [0x0A, 0x00])
        #expect(bare == serving && bare.encoded() == serving.encoded())
    }
}

/// The depth and the counts of a message, since ours are neither recursive nor deep.
private struct Nest: Message {
    static let protoName = "test.Nest"

    var children: [Nest] = []

    init() {}

    init(children: [Nest]) { self.children = children }

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "children", &children)
    }
}
