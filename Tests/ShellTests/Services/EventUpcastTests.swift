import Testing
import Wire

@testable import Services

@Suite("An event of an older release")
struct EventUpcastTests {
    /// A kind whose amounts were in yuan, then in fen, then in fen with a mark in front.
    private static let upcasts = EventUpcasts(steps: [
        EventUpcasts.Form(kind: "paid", version: 1): { $0 + [0, 0] },
        EventUpcasts.Form(kind: "paid", version: 2): { [9] + $0 },
    ])

    @Test(
        "is read through every version up to today's",
        arguments: [
            ("paid", [1, 0, 0], [9, 1, 0, 0, 0, 0]), ("paid.2", [1, 0, 0], [9, 1, 0, 0]),
            ("paid.3", [9, 1], [9, 1]), ("held", [7], [7]),
        ] as [(String, [UInt8], [UInt8])])
    func today(kind: String, event: [UInt8], expected: [UInt8]) throws {
        let entry = try Self.upcasts.today(JournalEntry(sequence: 4, kind: kind, event: event))
        #expect(entry.event == expected)
        #expect(entry.kind == kind.prefix(4))
        #expect(entry.sequence == 4)
    }

    @Test(
        "is refused where its version is newer than this release, or none",
        arguments: ["paid.4", "held.2", "paid.1", "paid.02", "paid.", "paid.x"])
    func refused(kind: String) {
        #expect(throws: UnreadableEntry.self) {
            try Self.upcasts.today(JournalEntry(sequence: 4, kind: kind, event: []))
        }
        #expect(throws: UnreadableEntry.self) {
            try EventUpcasts.pool.today(JournalEntry(sequence: 4, kind: "held.2", event: []))
        }
    }

    @Test("is written under today's version")
    func written() {
        #expect(Self.upcasts.kind(of: "paid") == "paid.3")
        #expect(Self.upcasts.kind(of: "held") == "held")
    }
}
