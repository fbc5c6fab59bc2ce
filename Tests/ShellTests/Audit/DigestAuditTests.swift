import Domain
import Journal
import Testing
import Wire

@testable import Services

@Suite("Digests of a pool's state")
struct DigestAuditTests {
    /// Three digests: after an order, after a redemption and after more orders.
    static func correct() throws -> BookJournal {
        var journal = try BookJournal()
        try journal.order(by: 1)
        try journal.digest()
        try journal.run { books, _ in
            try books.redeem(
                MemberID(rawValue: 1), points: Points(units: 90_000_000), minimumPayout: .zero)
        }
        try journal.order(by: 2)
        try journal.digest()
        for member in UInt64(1)...12 { try journal.order(by: member) }
        try journal.digest()
        try journal.order(by: 1)
        return journal
    }

    private static func digests(_ journal: BookJournal) throws -> [StateDigest] {
        try journal.entries.filter { $0.kind == "state_digest" }.map { entry throws in
            try StateDigest(decoding: entry.event)
        }
    }

    /// Accounts, in this order: commission_unallocated −30,000, issued −210,000,000, lot:1
    /// 210,000,000, merchant_payable −40,000, order_held:1 0, psp_clearing 100,000, reserve
    /// −30,000; hashed by Python's hashlib from the description in Protos/tidemark/digest.proto.
    @Test("the bytes are those of their description")
    func bytes() throws {
        let digest = try #require(try Self.digests(try Self.correct()).first)
        let hex = digest.digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        #expect(
            hex.joined()
                == "3dd0d60e4bc165215464d870496c7f88889c248b70419d23d6e6322abfd88121")
        #expect(digest.number == 1)
        #expect(digest.accounts == 7)
        #expect(digest.reserveFen == 30_000)
        #expect(digest.supplyUnits == 210_000_000)
        #expect(digest.lotsOpen == 1)
    }

    @Test("are in the next, over the accounts that were written since; both rules agree")
    func sound() throws {
        let journal = try Self.correct()
        #expect(journal.violations() == [])
        #expect(try journal.replayed() == journal.books)
        let digests = try Self.digests(journal)
        #expect(digests.map(\.number) == [1, 2, 3])
        #expect(Set(digests.map(\.digest)).count == 3)
        // Redeemed: lot and wallet; ordered: a held order and a lot; and six accounts of all.
        #expect(digests.map(\.accounts) == [7, 9, 5 + 12 + 12])
    }

    @Test("a journal of before, without one, begins with all that was ever written")
    func late() throws {
        var journal = try BookJournal()
        for member in UInt64(1)...5 { try journal.order(by: member) }
        #expect(journal.violations() == [])
        try journal.digest()
        #expect(journal.violations() == [])
        #expect(try Self.digests(journal).map(\.accounts) == [5 + 5 + 5])
    }

    static let planted: [PlantedInBooks] = [
        PlantedInBooks("another digest", [.stateDigest]) {
            try $0.change(StateDigest.self, nth: 1) { $0.digest[31] ^= 1 }
        },
        PlantedInBooks("another number", [.stateDigest]) {
            try $0.change(StateDigest.self, nth: 1) { $0.number = 3 }
        },
        PlantedInBooks("another reserve", [.stateDigest]) {
            try $0.change(StateDigest.self, nth: 1) { $0.reserveFen += 1 }
        },
        PlantedInBooks("fewer lots", [.stateDigest]) {
            try $0.change(StateDigest.self, nth: 1) { $0.lotsOpen -= 1 }
        },
        PlantedInBooks("no digest at all", [.stateDigest]) {
            try $0.change(StateDigest.self, nth: 1) { $0.digest = [] }
        },
    ]

    @Test("a planted violation is found where it is, and no start goes past it", arguments: planted)
    func violation(_ planted: PlantedInBooks) throws {
        var spoiled = try Self.correct()
        let sequences = spoiled.entries.filter { $0.kind == "state_digest" }.map(\.sequence)
        try planted.spoil(&spoiled)
        let found = spoiled.violations()
        #expect(found.map(\.rule) == [.stateDigest], "\(found)")
        #expect(found.first?.place.sequence == sequences[1])
        do {
            _ = try spoiled.replayed()
            Issue.record("a start goes past a digest of another state")
        } catch let error as UnreadableEntry {
            #expect(error.sequence == sequences[1])
            #expect(error.kind == "state_digest")
        }
    }
}
