import Journal
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

    /// A version that no release has written yet, of a kind that each service reads.
    private static func newer(_ kind: String) -> JournalEntry {
        JournalEntry(sequence: 2, timeUs: 1, kind: "\(kind).2", event: [])
    }

    @Test("is asked for by every service, which starts on no journal of a newer release")
    func everyService() {
        func refuses<State: JournalState>(_ type: State.Type, _ kind: String) {
            var state = State(journal: JournalName(service: "any", platform: "demo"))
            #expect("\(type)") {
                try state.apply(Self.newer(kind))
            } throws: { error in
                "\(error)".contains("newer release")
            }
        }
        refuses(CatalogBook.self, "product_put")
        refuses(OrdersBook.self, "placed")
        refuses(PoolBook.self, "held")
        refuses(ReferralBook.self, "joined")
        refuses(AuditState.self, "finding_recorded")
    }

    @Test("is written under the version of its own service")
    func draft() {
        for service in ServiceName.allCases {
            #expect(EventUpcasts.of(service).kind(of: "any") == "any")
        }
        #expect(EntryDraft(Held(), keys: []).kind == "held")
        #expect(EventUpcasts.kind(ofMessage: "tidemark.pool.v1.SliceInjected") == "slice_injected")
    }

    @Test(
        "is checked by the audit through every version up to the newest, and none beyond",
        arguments: [
            ("paid", [1], [1, 1, 2]), ("paid.2", [1], [1, 2]), ("paid.3", [1], [1]),
            ("held", [7], [7]), ("paid.4", [1], nil), ("paid.1", [1], nil), ("paid.02", [1], nil),
            ("paid.2.2", [1], nil), ("held.2", [7], nil),
        ] as [(String, [UInt8], [UInt8]?)])
    func audited(kind: String, event: [UInt8], expected: [UInt8]?) throws {
        let versions = PlainVersions(steps: ["order/paid": [{ $0 + [1] }, { $0 + [2] }]])
        let today = versions.today(.order, kind, event)
        #expect(today?.event == expected)
        let newer = try JournalEvent(.pool, kind: "held.2", [])
        #expect(newer == nil)
    }
}
