import Domain
import Foundation
import Journal
import Testing
import Transport
import Wire

@testable import Services

@Suite("An allotment that was left open", .timeLimit(.minutes(3)))
struct LegacyResumeTests {
    private static let members = 2 * LegacyBook.allotmentRowsMax + 9
    private static let journal = JournalName(service: "pool", platform: "demo")

    /// A journal whose writer died after the first part of an allotment.
    private static func leaveOpen(in directory: String) async throws {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        let runner = try JournalRunner<PoolBook>(
            directory: directory, service: "pool", limits: JournalLimits(),
            environment: JournalEnvironment { Issue.record("journal failed: \($0)") })
        let gate = CommandGate<PoolBook>(.pool, runner)
        var plan = Shop.seed
        plan.legacyReleaseBps = 10_000
        let platform = Platform(
            platform: "demo", title: "Demo", sandbox: true, planVersion: 1, plan: plan)
        let rules = try PoolPlan(plan)
        try await gate.record(on: journal) { book, now in try book.create(platform, rules, at: now)
        }
        for first in stride(from: 0, to: members, by: LegacyBook.importRowsMax) {
            let last = min(members, first + LegacyBook.importRowsMax)
            let rows = (first..<last).map { index in
                Domain.ClaimRow(
                    member: MemberID(rawValue: UInt64(index) + 1), amount: Money(fen: 1_000),
                    evidence: "E\(index)")
            }
            try await record(gate) { books throws(BooksRejection) in
                try books.importClaims(
                    rows, file: [UInt8](repeating: 1, count: 32), firstLine: 2
                ).events
            }
        }
        for number in UInt64(1)...6 { try await settle(number, gate) }
        try await record(gate) { books throws(BooksRejection) in
            try books.allot("2026-01", isFinal: false)
        }
        try await runner.stop()
    }

    private static func record(
        _ gate: CommandGate<PoolBook>,
        _ command:
            @escaping @Sendable (inout PoolBooks) throws(BooksRejection) -> [BookEvent]
    ) async throws {
        try await gate.record(on: journal) { book, _ in
            try book.run(command).map { $0.entry() }
        }
    }

    private static func settle(_ number: UInt64, _ gate: CommandGate<PoolBook>) async throws {
        let (order, member) = (OrderID(rawValue: number), MemberID(rawValue: 99_999))
        let paid = Money(fen: 100_000)
        let waterfall = try Domain.Waterfall(
            cost: Money(fen: 70_000), commission: .zero, platform: .zero, tax: .zero,
            paymentFee: .zero, contribution: Money(fen: 30_000))
        let settlement = Domain.Settlement(
            order: order, member: member, paid: paid, waterfall: waterfall, rewards: [],
            unallocated: .zero, planVersion: 1)
        try await record(gate) { books throws(BooksRejection) in
            try books.hold(order, member: member, paid: paid, payment: "p\(order)")
        }
        try await record(gate) { books throws(BooksRejection) in
            try books.settle(firstNumber: number, [settlement])
        }
    }

    @Test("is finished by the service itself when it starts, at the price of its opening")
    func resumed() async throws {
        try await TestInstallation.run([]) { installation in
            try await Self.leaveOpen(in: "\(installation.folder)/pool")
            try await installation.serve([.pool]) {
                let desk = try PoolDesk(installation)
                var status = GetLegacyResponse(openAllotment: 1)
                for _ in 0..<20_000 where status.openAllotment > 0 {
                    status = try await desk.ann.call(
                        LegacyMethods.getLegacy, GetLegacyRequest(platform: desk.platform))
                }
                #expect(status.openAllotment == 0)
                #expect(status.allotments == 1)
                // 540 points at 1 yuan less a fifth among 8,201 members: five fen for each.
                #expect(status.allottedFen == 5 * Int64(Self.members))
                #expect(status.trustUnits == 0)
                await desk.close()
            }
        }
    }
}
