import Testing
import Wire

@testable import Services

@Suite("An audit of correct journals")
struct CorrectJournalsTests {
    @Test("finds nothing in the worked example, and its figures are those of pool.md §7")
    func workedExample() throws {
        var scenario = try AuditScenario()
        for member in 1...4 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        for member in 1...4 { try scenario.settle([scenario.order(by: UInt64(member))]) }
        var reader = ScenarioReader()
        reader.take(scenario)
        #expect(reader.finished() == [])
        #expect(reader.audit.pool.figures == .init(reserve: 120_000, supply: 594_405_000))
        #expect(reader.audit.orders.checked == 4)
        #expect(reader.audit.orders.records.isEmpty)
        #expect(reader.audit.ledger.fen["reserve"] == -120_000)
        #expect(reader.audit.ledger.fen["wallet:3"] == -10_000)
        #expect(reader.audit.pool.nextNumber == 5)
    }

    @Test("finds nothing however the four journals interleave", arguments: 0..<8)
    func interleaved(seed: UInt64) throws {
        var random = Seeded(seed)
        let scenario = try AuditScenario.random(&random, orders: 60)
        #expect(scenario.violations(mixedBy: &random) == [])
    }

    @Test("agrees with the rules' pool on random scripts to the last unit", arguments: 0..<16)
    func random(seed: UInt64) throws {
        var random = Seeded(seed)
        let scenario = try AuditScenario.random(&random, orders: 80)
        var reader = ScenarioReader()
        reader.take(scenario)
        #expect(reader.finished() == [])
        #expect(reader.audit.pool.figures == scenario.figures)
        #expect(reader.audit.pool.exits == scenario.exits)
        for lot in scenario.lots {
            #expect(reader.audit.pool.lots[lot]?.units ?? 0 == UInt64(scenario.units(of: lot)))
        }
    }

    @Test("names what is missing while a journal is behind, and reports it only when asked")
    func behind() throws {
        var scenario = try AuditScenario()
        scenario.join(1)
        try scenario.settle([scenario.order(by: 1)])
        var reader = ScenarioReader()
        for service in [AuditedService.order, .catalog, .referral] {
            for entry in (scenario.journals[service] ?? []).joined() {
                reader.take(entry, of: service)
            }
        }
        let outstanding = reader.audit.orders.outstanding()
        #expect(outstanding.map(\.hop) == [.held, .settled])
        for entry in (scenario.journals[.pool] ?? []).joined() { reader.take(entry, of: .pool) }
        #expect(reader.audit.orders.outstanding() == [])
        #expect(reader.finished() == [])
    }
}

/// Chance that a seed repeats: SplitMix64.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension AuditScenario {
    /// Orders and redemptions by chance, under a plan by chance: low exits and splits often.
    static func random(
        _ random: inout Seeded, orders: Int
    ) throws -> AuditScenario {
        let plan = Plan(
            openingPriceFen: [1, 100, 7_919].randomElement(using: &random) ?? 100,
            grantBps: UInt32.random(in: 1_000...10_000, using: &random),
            retentionBps: [0, 2_000, 5_000].randomElement(using: &random) ?? 0,
            exitMultipleBps: [0, 10_001, 12_000, 30_000].randomElement(using: &random) ?? 0,
            splitPriceMultiple: [0, 2, 3, 1_000].randomElement(using: &random) ?? 0,
            directBps: UInt32.random(in: 0...3_000, using: &random),
            indirectBps: UInt32.random(in: 0...3_000, using: &random), unallocated: .platform)
        let price = Waterfall(
            costFen: .random(in: 0...50_000, using: &random),
            commissionFen: .random(in: 0...30_000, using: &random),
            platformFen: .random(in: 0...9_999, using: &random),
            taxFen: .random(in: 0...500, using: &random),
            paymentFeeFen: .random(in: 0...60, using: &random),
            contributionFen: .random(in: 5_000...90_000, using: &random))
        var scenario = try AuditScenario(plan: plan, price: price)
        for member in 1...12 {
            scenario.join(
                UInt64(member), inviter: UInt64.random(in: 0..<UInt64(member), using: &random))
        }
        var waiting: [SettlingOrder] = []
        for _ in 0..<orders {
            waiting.append(
                scenario.order(
                    by: .random(in: 1...12, using: &random),
                    pieces: .random(in: 1...3, using: &random)))
            if Int.random(in: 0..<4, using: &random) == 0 {
                try scenario.settle(waiting)
                waiting = []
            }
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                guard let lot = scenario.lots.randomElement(using: &random) else { break }
                let units = scenario.units(of: lot)
                guard units > 0 else { continue }
                let all = Bool.random(using: &random)
                _ = scenario.sell(lot, all ? units : .random(in: 1...units, using: &random))
            }
        }
        return scenario
    }
}
