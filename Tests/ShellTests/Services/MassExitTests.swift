import Domain
import Foundation
import Journal
import Testing
import Transport
import Wire

@testable import Services

/// Lots whose thresholds are all about 3 times the price, and two orders that bring it there. The
/// first lot of the series was granted at half the price and leaves at the first of them.
private enum Crowd {
    static let lots: UInt64 = 50_000
    static let plan = Plan(
        openingPriceFen: 100, grantBps: 5_000, retentionBps: 2_000, exitMultipleBps: 15_000,
        splitPriceMultiple: 0, legacyReleaseBps: 0, directBps: 0, indirectBps: 0,
        returnDays: 0, unallocated: .platform)
    static let journal = JournalName(service: "pool", platform: "demo")

    static func settlement(_ order: UInt64, paidFen: Int64) -> Wire.Settlement {
        Wire.Settlement(
            order: order, member: order, paidFen: paidFen,
            waterfall: Wire.Waterfall(contributionFen: paidFen), planVersion: 1)
    }

    /// Writes the crowd into the pool's journal as its service does, without the calls.
    static func write(in directory: String) async throws {
        let runner = try JournalRunner<PoolBook>(
            directory: directory, service: "pool", environment: .testing())
        let header = CommandHeader(
            journal: journal, caller: "service/test", method: "", requestID: "", request: [])
        let platform = Platform(
            platform: "demo", title: "Demo", sandbox: true, planVersion: 1, plan: plan)
        let poolPlan = try PoolPlan(plan)
        _ = try await runner.execute(header) { book, now in
            Decision(entries: try book.create(platform, poolPlan, at: now), reply: [])
        }
        for first in stride(from: UInt64(1), through: lots + 1, by: 256) {
            let orders = (first...min(first + 255, lots + 1)).map { order in
                settlement(order, paidFen: order == 1 ? 100_000_000 : 100)
            }
            let settlements = try orders.map { try Domain.Settlement($0) }
            _ = try await runner.execute(header) { book, _ in
                var entries: [EntryDraft] = []
                for order in settlements {
                    let events = try book.run { books throws(BooksRejection) in
                        try books.hold(
                            order.order, member: order.member, paid: order.paid, payment: "p")
                    }
                    entries += events.map { $0.entry() }
                }
                return Decision(entries: entries, reply: [])
            }
            _ = try await runner.execute(header) { book, _ in
                let events = try book.run { books throws(BooksRejection) in
                    try books.settle(firstNumber: first, settlements)
                }
                return Decision(entries: events.map { $0.entry() }, reply: [])
            }
        }
        try await runner.stop()
    }
}

@Suite("A settlement that forces out 50,000 lots", .timeLimit(.minutes(5)))
struct MassExitTests {
    @Test("settles, is followed by the audit without a finding, and is there after a restart")
    func massExit() async throws {
        try await TestInstallation.run([]) { installation in
            let directory = "\(installation.folder)/pool"
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true)
            try await Crowd.write(in: directory)
            try await installation.serve([.pool, .audit]) {
                let pool = try installation.client(.pool, as: "service/order")
                try await Self.expectSettled(pool, 50_002, paidFen: 2_000_000_000, exits: 1)
                try await Self.expectSettled(
                    pool, 50_003, paidFen: 44_000_000_000, exits: UInt32(Crowd.lots) + 1)
                try await Self.expectFollowed(installation)
                await pool.close()
            }
            try await installation.serve([.pool, .audit]) {
                let pool = try installation.client(.pool, as: "service/order")
                try await Self.expectSettled(
                    pool, 50_003, paidFen: 44_000_000_000, exits: UInt32(Crowd.lots) + 1)
                try await Self.expectFollowed(installation)
                await pool.close()
            }
        }
    }

    /// Holds and settles an order; sent again it gives the same reply.
    private static func expectSettled(
        _ pool: Client, _ order: UInt64, paidFen: Int64, exits: UInt32
    ) async throws {
        _ = try await pool.call(
            PoolMethods.hold,
            HoldRequest(
                requestID: "h\(order)", platform: "demo", order: order, member: order,
                paidFen: paidFen, payment: "p"))
        let reply = try await pool.call(
            PoolMethods.settleBatch,
            SettleBatchRequest(
                requestID: "s\(order)", platform: "demo", firstNumber: order,
                orders: [Crowd.settlement(order, paidFen: paidFen)]), timeoutMilliseconds: 60_000)
        #expect(reply.results.map(\.number) == [order])
        #expect(reply.results.map(\.outcome) == [.granted])
        #expect(reply.results.map(\.exits) == [exits])
    }

    /// Waits until the audit has checked all that the pool has.
    private static func expectFollowed(_ installation: TestInstallation) async throws {
        let pool = try installation.client(.pool, as: "service/audit")
        let audit = try installation.client(.audit, as: "auditor/eve")
        let heads = try await pool.call(JournalsMethods.listJournals, ListJournalsRequest())
        let head = try #require(heads.journals.first)
        while true {
            let status = try await audit.call(
                AuditMethods.status, StatusRequest(), timeoutMilliseconds: 60_000)
            #expect(status.findings == 0, "\(status.verdict)")
            guard status.findings == 0, status.journals.first?.size != head.size else {
                #expect(status.journals.first?.root == head.root)
                #expect(status.platforms.first?.nextNumber == 50_004)
                break
            }
        }
        await pool.close()
        await audit.close()
    }
}
