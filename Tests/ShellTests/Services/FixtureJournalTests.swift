import Domain
import Foundation
import Journal
import Synchronization
import Testing
import Transparency
import Wire

@testable import Services

/// What `Tests/Fixtures/journals/make.py` noted of the journals it made.
private struct ExpectedJournals: Decodable {
    struct Figures: Decodable {
        var reserveFen: Int64
        var supplyUnits: Int64
        var walletsFen: [String: Int64]
    }

    struct Head: Decodable {
        var size: UInt64
        var root: String
    }

    var figures: Figures
    var heads: [String: Head]
    /// How many entries of each kind a journal has; the first release noted none.
    var kinds: [String: [String: Int]]?
}

@Suite("The journals of an earlier release")
struct FixtureJournalTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Fixtures/journals")

    private static let releases: [String] = {
        let found = FileManager.default.enumerator(
            at: folder, includingPropertiesForKeys: nil, options: .skipsSubdirectoryDescendants)
        let names = found?.compactMap { ($0 as? URL)?.lastPathComponent } ?? []
        return names.filter { !$0.contains(".") }.sorted()
    }()

    private static func expected(_ release: String) throws -> ExpectedJournals {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let path = folder.appending(path: "\(release)/expected.json")
        return try decoder.decode(ExpectedJournals.self, from: Data(contentsOf: path))
    }

    /// Opens a copy of a service's journals: opening writes.
    private static func open<State: JournalState>(
        _ release: String, _ service: String, _ body: (JournalRunner<State>) async throws -> Void
    ) async throws {
        let copy = try TemporaryFolder()
        for name in ["journal.sqlite", "heads", "request.key"] {
            let file = folder.appending(path: "\(release)/\(service)/\(name)")
            try copy.write(name, [UInt8](try Data(contentsOf: file)))
        }
        let runner = try JournalRunner<State>(
            directory: copy.path, service: service, environment: .testing())
        let heads = try expected(release).heads.filter { $0.key.hasPrefix("\(service)/") }
        #expect(!heads.isEmpty)
        for (journal, head) in runner.store.journals {
            #expect(heads[journal.description]?.size == head.size)
            #expect(heads[journal.description]?.root == head.root.hex)
        }
        #expect(runner.store.journals.count == heads.count)
        try await body(runner)
        try await runner.stop()
    }

    @Test("are there for the first release at least")
    func fixtures() {
        #expect(Self.releases.contains("1"))
    }

    @Test("lead to the stated balances of the pool", arguments: releases)
    func pool(release: String) async throws {
        let figures = try Self.expected(release).figures
        try await Self.open(release, "pool") { (runner: JournalRunner<PoolBook>) in
            let journal = JournalName(service: "pool", platform: "demo")
            let books = try await runner.read(journal) { try $0.opened() }
            #expect(books.pool.reserve.fen == figures.reserveFen)
            #expect(books.pool.supply.units == figures.supplyUnits)
            #expect(!figures.walletsFen.isEmpty)
            for (member, fen) in figures.walletsFen {
                let owner = MemberID(rawValue: try #require(UInt64(member)))
                #expect(books.wallet(of: owner).fen == fen)
            }
        }
    }

    @Test("give the same pool to a book that is saved after each entry", arguments: releases)
    func saved(release: String) async throws {
        try await Self.open(release, "pool") { (runner: JournalRunner<PoolBook>) in
            let journal = JournalName(service: "pool", platform: "demo")
            let entries = try await runner.store.entries(journal, after: 0, entriesMax: 100_000)
            var plain = PoolBook(journal: journal)
            var copy = plain
            for bytes in entries {
                let entry = try JournalEntry(decoding: bytes)
                try plain.apply(entry)
                try copy.apply(entry)
                copy = try Saved.again(copy)
            }
            Saved.expectSame(copy, plain)
            for member in UInt64(1)...8 {
                func payments(_ book: PoolBook) -> [UInt64] {
                    book.payees.sequences(
                        MemberID(rawValue: member), before: .max, count: entries.count)
                }
                #expect(payments(copy) == payments(plain))
            }
            let digests = try [copy.digest(every: 0), plain.digest(every: 0)]
            #expect(digests[0].map(\.event) == digests[1].map(\.event))
            Saved.expectSame(try Saved.again(copy), plain)
        }
    }

    @Test("give the same pool to a start from a snapshot", arguments: releases)
    func snapshot(release: String) async throws {
        let journal = JournalName(service: "pool", platform: "demo")
        let folder = try TemporaryFolder()
        for name in ["journal.sqlite", "heads", "request.key"] {
            let file = Self.folder.appending(path: "\(release)/pool/\(name)")
            try folder.write(name, [UInt8](try Data(contentsOf: file)))
        }
        let size = UInt64(try Self.expected(release).heads["pool/demo"]?.size ?? 0)
        var limits = JournalLimits()
        limits.snapshotEntries = 1
        var books: [PoolBook] = []
        for life in 0..<2 {
            let runner = try JournalRunner<PoolBook>(
                directory: folder.path, service: "pool", limits: limits, environment: .testing())
            #expect(runner.keptAtStart == (life == 0 ? 0 : size + 1))
            if life == 0 {
                // The entry that makes a snapshot due.
                let header = CommandHeader(
                    journal: journal, caller: "operator/ann", method: "/Digest", requestID: "",
                    request: [])
                _ = try await runner.execute(header) { book, _ in
                    Decision(entries: try book.digest(every: 0), reply: [])
                }
                try await runner.waitForSnapshot(size + 1, of: journal)
            }
            books.append(try await runner.read(journal) { copy $0 })
            try await runner.stop()
        }
        Saved.expectSame(books[1], books[0])
        let digests = try books.indices.map { try books[$0].digest(every: 0) }
        #expect(digests[0].map(\.event) == digests[1].map(\.event))
    }

    @Test("are read by every other service, to the stated roots", arguments: releases)
    func others(release: String) async throws {
        try await Self.open(release, "catalog") { (_: JournalRunner<CatalogBook>) in }
        try await Self.open(release, "order") { (_: JournalRunner<OrdersBook>) in }
        try await Self.open(release, "referral") { (_: JournalRunner<ReferralBook>) in }
    }

    @Test("are checked by the audit, every kind of entry, without a finding", arguments: releases)
    func audited(release: String) async throws {
        let entries = Mutex<[AuditedService: [JournalEntry]]>([:])
        func read<State: JournalState>(
            _ service: AuditedService, _ type: State.Type
        ) async throws {
            try await Self.open(release, service.rawValue) { (runner: JournalRunner<State>) in
                let journal = JournalName(service: service.rawValue, platform: "demo")
                let all = try await runner.store.entries(journal, after: 0, entriesMax: 100_000)
                let decoded = try all.map { bytes throws in try JournalEntry(decoding: bytes) }
                entries.withLock { $0[service] = decoded }
            }
        }
        try await read(.catalog, CatalogBook.self)
        try await read(.order, OrdersBook.self)
        try await read(.pool, PoolBook.self)
        try await read(.referral, ReferralBook.self)
        let expected = try Self.expected(release).kinds
        var reader = ScenarioReader()
        for (service, read) in entries.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            for entry in read { reader.take(entry, of: service) }
            let kinds = read.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
            if let expected { #expect(kinds == expected["\(service.rawValue)/demo"]) }
        }
        #expect(reader.finished() == [])
    }

    @Test("of the second release have what catalog, orders, payments and pool record since")
    func second() throws {
        let kinds = try #require(try Self.expected("2").kinds)
        let wanted = [
            "catalog/demo": ["campaign_opened", "campaign_ended", "stock_adjusted"],
            "order/demo": ["refund_begun", "money_returned", "unmatched_returned", "cancelled"],
            "pool/demo": ["coupon_granted", "refunded", "payout_account_registered"],
        ]
        for (journal, names) in wanted {
            for name in names { #expect(kinds[journal]?[name] ?? 0 > 0, "\(journal) \(name)") }
        }
    }
}
