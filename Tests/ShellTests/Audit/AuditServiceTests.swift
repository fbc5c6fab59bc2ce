import Foundation
import Journal
import Testing
import Transparency
import Transport
import Wire

@testable import Services

/// The audit beside the four services, over real TLS and real files.
@Suite("The audit service", .timeLimit(.minutes(3)))
struct AuditServiceTests {
    private static func audit(_ installation: TestInstallation) throws -> Client {
        try installation.client(.audit, as: "auditor/eve")
    }

    /// Asks until the audit has followed every journal to its head, all orders included.
    private static func caughtUp(_ audit: Client, orders: UInt64) async throws -> StatusResponse {
        while true {
            let status = try await audit.call(
                AuditMethods.status, StatusRequest(), timeoutMilliseconds: 5_000)
            let checked = status.platforms.reduce(0) { $0 + $1.ordersChecked }
            if status.caughtUp && checked >= orders || status.findings > 0 { return status }
        }
    }

    private static func sell(_ shop: Shop, orders: ClosedRange<UInt64>) async throws {
        for member in orders {
            try await shop.join(member, under: member - 1)
            let order = try await shop.order(1, by: member, id: "o\(member)")
            #expect(order.state == .settled)
        }
    }

    @Test("confirms the worked example, and again after a restart")
    func workedExample() async throws {
        let all = ServiceName.books + [.audit]
        try await TestInstallation.run(all) { installation in
            let shop = try Shop(installation)
            try await shop.open()
            _ = try await shop.put(Shop.goods, id: "tea")
            try await Self.sell(shop, orders: 1...4)
            _ = try await shop.pool.call(
                PoolMethods.redeem,
                RedeemRequest(
                    requestID: "redeem", platform: shop.platform, member: 1, units: 1_000_000))
            let audit = try Self.audit(installation)
            let status = try await Self.caughtUp(audit, orders: 4)
            #expect(status.findings == 0, "\(status.verdict)")
            #expect(status.verdict.hasPrefix("No finding"))
            #expect(status.platforms.map(\.nextNumber) == [5])
            let pool = try await shop.pool.call(
                PoolMethods.getPool, GetPoolRequest(platform: shop.platform))
            #expect(status.platforms.map(\.reserveFen) == [pool.reserveFen])
            #expect(status.platforms.map(\.supplyUnits) == [pool.supplyUnits])
            #expect(
                status.journals.map(\.journal) == [
                    "catalog/demo", "order/demo", "pool/demo", "referral/demo",
                ])
            try await Self.checkProofs(audit, status)
            try await Self.checkExplanation(audit)
            try await Self.checkTruth(audit)
            await shop.close()
            await audit.close()
        }
    }

    /// Checkpoint, inclusion and consistency, with nothing but the verifier key trusted.
    private static func checkProofs(_ audit: Client, _ status: StatusResponse) async throws {
        let key = try VerifyingKey(text: status.verifierKey)
        for journal in status.journals {
            let note = try await newestNote(audit, journal)
            let checkpoint = try Checkpoint(
                note: SignedNote(text: note), key: key, origin: "tidemark/\(journal.journal)")
            #expect(checkpoint.size == journal.size)
            #expect(checkpoint.root.bytes == journal.root)
            let entries = try await audit.call(
                AuditMethods.getEntries,
                GetEntriesRequest(journal: journal.journal, limit: 1_000)
            ).entries
            #expect(UInt64(entries.count) == journal.size)
            for (index, bytes) in entries.enumerated() {
                let proof = try await audit.call(
                    AuditMethods.getInclusionProof,
                    GetInclusionProofRequest(
                        journal: journal.journal, sequence: UInt64(index) + 1))
                #expect(
                    MerkleProof.verifyInclusion(
                        leaf: .leaf(bytes), index: proof.leafIndex, size: proof.treeSize,
                        proof: proof.hashes.compactMap { Digest($0) }, root: checkpoint.root))
            }
            let consistency = try await audit.call(
                AuditMethods.getConsistencyProof,
                GetConsistencyProofRequest(journal: journal.journal, firstSize: 1))
            #expect(
                MerkleProof.verifyConsistency(
                    from: 1, fromRoot: .leaf(entries[0]), to: consistency.secondSize,
                    toRoot: checkpoint.root,
                    proof: consistency.hashes.compactMap { Digest($0) }))
        }
    }

    /// The checkpoint of all that is mirrored; it is signed within a second.
    private static func newestNote(
        _ audit: Client, _ journal: JournalStatus
    ) async throws -> String {
        while true {
            let status = try await audit.call(AuditMethods.status, StatusRequest())
            let note = status.journals.first { $0.journal == journal.journal }?.checkpoint ?? ""
            if note.split(separator: "\n").dropFirst().first == "\(journal.size)" { break }
        }
        return try await audit.call(
            AuditMethods.getCheckpoint, GetCheckpointRequest(journal: journal.journal)
        ).note
    }

    private static func checkTruth(_ audit: Client) async throws {
        let truth = try await audit.call(
            AuditMethods.checkTruth,
            CheckTruthRequest(
                platform: "demo", member: 1, paidFen: 100_000, contributionFen: 30_000))
        let wrong = truth.figures.filter { !$0.agrees }
        #expect(wrong.isEmpty && truth.holds, "\(wrong)")
        let subjects = Set(truth.figures.map(\.subject))
        #expect(subjects == ["pool", "position of member 1", "quote"])
        let names = Set(truth.figures.map(\.name))
        #expect(
            names.isSuperset(of: [
                "members_in_profit", "reserve_of_paid_bps", "lot 1 break_even_price",
                "lot 1 exit_price", "lot 1 received_fen", "net_value_fen", "value_fen",
                "figures_sequence", "related_members", "lot 1 orders_to_break_even",
                "lot 1 orders_to_exit", "orders_to_break_even", "orders_to_exit", "exits",
            ]))
        let status = try await audit.call(AuditMethods.status, StatusRequest())
        #expect(status.findings == 0)
        await #expect(throws: RPCError.self) {
            try await audit.call(
                AuditMethods.checkTruth, CheckTruthRequest(platform: "nowhere"))
        }
    }

    private static func checkExplanation(_ audit: Client) async throws {
        let explained = try await audit.call(
            AuditMethods.explain, ExplainRequest(platform: "demo", order: 3))
        #expect(explained.holds, "\(explained.arithmetic)")
        #expect(explained.findings.isEmpty)
        #expect(
            explained.arithmetic.contains(
                "paid 100000 = cost 30000 + rewards 15000 + unallocated 15000 + platform 10000 "
                    + "+ tax 0 + fee 0 + contribution 30000"))
        #expect(explained.arithmetic.contains("points 21000 × 357000000 ÷ 60000 = 124950000 µpt"))
        #expect(explained.entries.first?.kind == "placed")
        #expect(
            explained.entries.contains { $0.kind == "settled" && $0.sentence.contains("1.8674") })
        for entry in explained.entries {
            #expect(!entry.sentence.isEmpty)
            #expect(!entry.eventJSON.isEmpty)
        }
        await #expect(throws: RPCError.self) {
            try await audit.call(AuditMethods.explain, ExplainRequest(platform: "demo", order: 99))
        }
    }

    @Test("repeats its checks at a restart and follows on; a journal that went back is a finding")
    func restart() async throws {
        let all = ServiceName.books + [.audit]
        try await TestInstallation.run([]) { installation in
            try await installation.serve(all) {
                let shop = try Shop(installation)
                try await shop.open()
                _ = try await shop.put(Shop.goods, id: "tea")
                try await Self.sell(shop, orders: 1...2)
                let audit = try Self.audit(installation)
                #expect(try await Self.caughtUp(audit, orders: 2).findings == 0)
                await shop.close()
                await audit.close()
            }
            try await installation.serve(all) {
                let shop = try Shop(installation)
                try await Self.sell(shop, orders: 3...3)
                let audit = try Self.audit(installation)
                let status = try await Self.caughtUp(audit, orders: 3)
                #expect(status.findings == 0, "\(status.verdict)")
                await shop.close()
                await audit.close()
            }
            try FileManager.default.removeItem(atPath: "\(installation.folder)/referral")
            try await installation.serve(all) {
                let audit = try Self.audit(installation)
                let status = try await Self.caughtUp(audit, orders: 99)
                #expect(!status.caughtUp)
                let found = try await audit.call(
                    AuditMethods.listFindings, ListFindingsRequest()
                ).findings
                #expect(found.map(\.rule) == [AuditRule.history.rawValue])
                #expect(found.map(\.journal) == ["referral/demo"])
                let stopped = status.journals.filter { !$0.stopped.isEmpty }
                #expect(stopped.map(\.journal) == ["referral/demo"])
                await audit.close()
            }
        }
    }

    // MARK: - Orders that do not go the plain way

    @Test("follows imports, free orders, cancelled and refused ones without a finding")
    func oddOrders() async throws {
        try await TestInstallation.run(ServiceName.books + [.audit]) { installation in
            let shop = try Shop(installation)
            try await shop.open()
            _ = try await shop.put(Shop.goods, id: "tea")
            let past = try await shop.put(Self.openPrice, id: "import")
            try await shop.join(1)
            try await Self.refuse(shop)
            try await Self.cancel(shop)
            let rows = (0..<60).map(Self.row)
            _ = try await shop.orders.call(
                OrdersMethods.importOrders,
                ImportOrdersRequest(
                    requestID: "import", platform: shop.platform,
                    fileSHA256: Array(repeating: 7, count: 32), firstLine: 2, product: past,
                    rows: rows))
            let audit = try Self.audit(installation)
            let status = try await Self.caughtUp(audit, orders: 60)
            let found = try await audit.call(
                AuditMethods.listFindings, ListFindingsRequest()
            ).findings
            #expect(found == [], "\(status.verdict)")
            #expect(status.platforms.first?.ordersChecked == 60)
            #expect(status.platforms.first?.nextNumber == 61)
            let free = try await audit.call(
                AuditMethods.explain, ExplainRequest(platform: shop.platform, order: 3))
            #expect(free.holds, "\(free.arithmetic)")
            await shop.close()
            await audit.close()
        }
    }

    /// Free rows, rows too small for a point, and greater ones, on two days.
    private static func row(_ index: Int) -> ImportRow {
        let amounts: [Int64] = [0, 1, 3, 999, 1_177, 54_321]
        let amount = amounts[index % 6] * Int64(1 + index / 6)
        return ImportRow(
            date: index < 30 ? "1997-01-01" : "1997-01-02", member: UInt64(100 + index % 7),
            quantity: "\(index)", amountFen: amount)
    }

    private static let openPrice = Product(
        title: "Orders of the past", delivery: .virtual, status: .onSale,
        rates: WaterfallRates(
            costBps: 3_000, commissionBps: 3_000, platformBps: 1_000, contributionBps: 3_000),
        openPrice: true, stockUnlimited: true)

    /// An order that the catalog refuses.
    private static func refuse(_ shop: Shop) async throws {
        await #expect(throws: RPCError.self) {
            try await shop.orders.call(
                OrdersMethods.place,
                PlaceRequest(
                    requestID: "beyond", platform: shop.platform, member: 1,
                    lines: [OrderLine(product: 1, quantity: 101)]))
        }
    }

    private static func cancel(_ shop: Shop) async throws {
        let placed = try await shop.orders.call(
            OrdersMethods.place,
            PlaceRequest(
                requestID: "regretted", platform: shop.platform, member: 1,
                lines: [OrderLine(product: 1, quantity: 2)]))
        _ = try await shop.orders.call(
            OrdersMethods.cancel,
            CancelRequest(
                requestID: "cancel", platform: shop.platform, order: placed.order,
                reason: "changed my mind"))
    }

    @Test("digests of the pool's state are made again by the audit, and when the pool starts")
    func digests() async throws {
        try await TestInstallation.run([], digestEntries: 4) { installation in
            for round in UInt64(1)...2 {
                try await installation.serve(ServiceName.books + [.audit]) {
                    let shop = try Shop(installation)
                    if round == 1 {
                        try await shop.open()
                        _ = try await shop.put(Shop.goods, id: "tea")
                    }
                    try await Self.sell(shop, orders: (2 * round - 1)...(2 * round))
                    let audit = try Self.audit(installation)
                    while try await Self.digestCount(audit) < round {}
                    let status = try await Self.caughtUp(audit, orders: 2 * round)
                    #expect(status.findings == 0, "\(status.verdict)")
                    await shop.close()
                    await audit.close()
                }
            }
        }
    }

    /// Digests that the audit has mirrored.
    private static func digestCount(_ audit: Client) async throws -> UInt64 {
        let entries = try await audit.call(
            AuditMethods.getEntries, GetEntriesRequest(journal: "pool/demo", limit: 1_000)
        ).entries
        return try entries.reduce(0) { count, bytes in
            try JournalEntry(decoding: bytes).kind == "state_digest" ? count + 1 : count
        }
    }

    @Test("a flipped bit in the mirror keeps the audit from starting, and the entry is named")
    func flippedBit() async throws {
        try await TestInstallation.run([]) { installation in
            try await installation.serve(ServiceName.books + [.audit]) {
                let shop = try Shop(installation)
                try await shop.open()
                _ = try await shop.put(Shop.goods, id: "tea")
                try await Self.sell(shop, orders: 1...1)
                let audit = try Self.audit(installation)
                #expect(try await Self.caughtUp(audit, orders: 1).findings == 0)
                await shop.close()
                await audit.close()
            }
            let path = URL(filePath: "\(installation.folder)/audit/mirror/journal.sqlite")
            var bytes = try Data(contentsOf: path)
            let text = try #require(bytes.range(of: Data("stock_reserved".utf8)))
            bytes[text.lowerBound] ^= 1
            try bytes.write(to: path)
            do {
                try await installation.serve([.audit]) {}
                Issue.record("the audit started on a damaged mirror")
            } catch let error as JournalError {
                #expect(error.code == .corrupt)
                #expect(error.message.contains("catalog/demo entry"), "\(error)")
            }
        }
    }
}
