import Foundation
import Testing

@testable import Domain

@Suite("Pool: the scripts of the independent model")
struct PoolVectorTests {
    @Test("every command causes exactly the recorded events", arguments: try Fixtures.scriptNames())
    func script(name: String) throws {
        let script = try Fixtures.script(name)
        let plan = try script.plan.plan()
        var pool = Pool(plan: plan)
        var copy = Pool(plan: plan)
        for (number, step) in script.steps.enumerated() {
            let command = try step.command(under: plan)
            do throws(PoolRejection) {
                let quoted = try pool.decide(command)
                let events = try pool.execute(command)
                #expect(step.events == events.map(PoolScript.Event.init), "step \(number)")
                #expect(events.first?.change == quoted, "a quote is the outcome")
                for event in events { replay(event, into: &copy) }
            } catch {
                #expect(step.refused == error.rawValue, "step \(number)")
            }
            #expect(pool.brokenInvariant() == nil, "step \(number)")
        }
        #expect(copy == pool, "the events rebuild the pool")
        #expect(script.final == PoolScript.Final(pool))
    }

    private func replay(_ event: PoolEvent, into pool: inout Pool) {
        do throws(PoolReplayFault) {
            try pool.apply(event)
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test("the purchases of the CDNOW sample give the expected totals to the last unit")
    func sample() throws {
        let expected = try JSONDecoder().decode(
            SampleTotals.self,
            from: Data(
                contentsOf: Fixtures.folder.appendingPathComponent("cdnow_sample_expected.json")))
        var pool = Pool(plan: .seed)
        var totals = SampleTotals()
        let rows = try String(
            contentsOf: Fixtures.folder.appendingPathComponent("cdnow_sample.csv"),
            encoding: .utf8)
        for row in rows.split(separator: "\n").dropFirst() {
            let fields = row.split(separator: ",")
            let member = try #require(UInt64(fields[1]))
            let paid = try #require(Int64(fields[3]))
            totals.orders_settled += 1
            guard paid * 3 / 10 > 0 else { continue }
            let events = try pool.execute(
                .settle(
                    member: MemberID(rawValue: member), paid: Money(fen: paid),
                    contribution: Money(fen: paid * 3 / 10), grant: pool.plan.grant))
            totals.orders_granted += 1
            totals.exits += events.count { if case .exited = $0.change { true } else { false } }
        }
        let final = PoolScript.Final(pool)
        totals.reserve = final.reserve
        totals.supply = final.supply
        totals.splits = final.splits
        totals.wallets = final.wallets
        #expect(totals == expected)
        #expect(pool.brokenInvariant() == nil)
    }

    private struct SampleTotals: Decodable, Equatable {
        var orders_settled = 0
        var orders_granted = 0
        var reserve: Int64 = 0
        var supply: Int64 = 0
        var exits = 0
        var splits = 0
        var wallets: [String: Int64] = [:]
    }
}

extension PoolScript.Final {
    init(_ pool: Pool) {
        self.init(
            reserve: pool.reserve.fen, supply: pool.supply.units, orphan: pool.orphan.fen,
            series: pool.series, splits: pool.splits, trust: pool.trust.units, wallets: [:])
        for (member, credit) in pool.payouts() {
            wallets[String(member.rawValue)] = credit.fen
        }
    }
}
