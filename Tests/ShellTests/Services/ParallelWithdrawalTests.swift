import Foundation
import Testing
import Transport
import Wire

@testable import Services

@Suite("Withdrawals in parallel", .timeLimit(.minutes(5)))
struct ParallelWithdrawalTests {
    /// Runs all bodies, a hundred at a time, and returns what they gave, in any order.
    private static func all<Value: Sendable>(
        _ bodies: [@Sendable () async throws -> Value]
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: Value.self) { group in
            var results: [Value] = []
            var left = bodies[...]
            while let body = left.popFirst() {
                group.addTask { try await body() }
                if bodies.count - left.count > 100, let value = try await group.next() {
                    results.append(value)
                }
            }
            for try await value in group { results.append(value) }
            return results
        }
    }

    /// The withdrawal's number, or 0 where it is more than is left.
    private static func request(_ desk: PayoutDesk, _ id: Int) async throws -> (Int, UInt64) {
        do {
            return (id, try await desk.request(100, id: "w\(id)").withdrawal)
        } catch let error as RPCError where error.reason == "exceeds_withdrawable" {
            return (id, 0)
        }
    }

    @Test("1,000 withdrawals of one wallet, replayed in any order: no overdraft, paid once")
    func wallet() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PayoutDesk(installation)
            try await desk.open()
            try await desk.register()
            var chance = SeededGenerator(seed: 7)
            let ids = (Array(1...1_000) + Array(1...1_000)).shuffled(using: &chance)
            let made = try await Self.all(
                ids.map { id in { try await Self.request(desk, id) } })
            // The wallet has 240.00; each takes 1.00.
            let numbers = Dictionary(grouping: made.filter { $0.1 > 0 }, by: \.0)
                .mapValues { Set($0.map(\.1)) }
            #expect(numbers.count == 240)
            #expect(numbers.values.allSatisfy { $0.count == 1 }, "a replay is the same withdrawal")
            #expect(Set(numbers.values.flatMap { $0 }) == Set(1...240))
            #expect(try await desk.withdrawable(1).walletFen == 0)
            #expect(try await desk.balance("withdrawal_pending") == -24_000)
            try await Self.pay(desk, &chance)
            try await Self.expectPaidOnce(desk)
            try await Self.expectAudited(desk)
            await desk.close()
        }
    }

    /// All 240 are approved and sent by several at once, and answered for twice and replayed.
    private static func pay(
        _ desk: PayoutDesk, _ chance: inout SeededGenerator
    ) async throws {
        let approvals = (Array(1...240) + Array(1...240)).shuffled(using: &chance)
        let outcomes = try await all(
            approvals.map { number in
                {
                    try await desk.approve(UInt64(number), by: desk.ann, id: "a\(number)").state
                }
            })
        #expect(outcomes.allSatisfy { $0 == .approved })
        let sends = try await all(
            (0..<8).map { number in
                {
                    do {
                        return try await desk.send(id: "s\(number % 4)").totalFen
                    } catch let error as RPCError where error.reason == "limit_reached" {
                        return 0
                    }
                }
            })
        #expect(Set(sends).subtracting([0]) == [24_000])
        // Each is paid by two callbacks of different ids, and each callback is repeated.
        let callbacks = (0..<2).flatMap { round in
            (1...240).flatMap { number in [(round, number), (round, number)] }
        }.shuffled(using: &chance)
        let accepted = try await all(
            callbacks.map { round, number in
                {
                    let reply = try await desk.callback(
                        UInt64(number), 100, id: "c\(round)-\(number)")
                    return (id: "c\(round)-\(number)", number: number, reply: reply)
                }
            })
        let byID = Dictionary(grouping: accepted, by: \.id)
        #expect(byID.count == 480)
        for replies in byID.values { #expect(Set(replies.map(\.reply.accepted)).count == 1) }
        for number in 1...240 {
            let replies = (0..<2).compactMap { byID["c\($0)-\(number)"]?.first?.reply }
            #expect(replies.filter(\.accepted).count == 1, "withdrawal \(number)")
            #expect(
                replies.filter { !$0.accepted }.map(\.refused) == ["withdrawal_is_final"])
        }
    }

    private static func expectPaidOnce(_ desk: PayoutDesk) async throws {
        #expect(try await desk.balance("custody") == 76_000)
        #expect(try await desk.balance("withdrawal_pending") == 0)
        let rows = try await desk.list()
        #expect(rows.count == 240)
        #expect(rows.allSatisfy { $0.state == .paid })
    }

    /// The audit follows what the service wrote: of the money it shows the 240 callbacks that
    /// did not fit, and nothing else.
    private static func expectAudited(_ desk: PayoutDesk) async throws {
        var reader = ScenarioReader()
        let journal = desk.auditor.stream(
            JournalsMethods.subscribe, SubscribeRequest(platform: desk.platform))
        reading: for try await message in journal {
            for bytes in message.batch?.entries ?? [] {
                reader.take(try JournalEntry(decoding: bytes), of: .pool)
            }
            if message.caughtUp != nil { break reading }
        }
        let families = ["integrity.", "pool.", "money.", "custody."]
        let rules = reader.finished().map(\.rule.rawValue).filter { rule in
            families.contains { rule.hasPrefix($0) }
        }
        #expect(rules == Array(repeating: "money.callback", count: 240))
        #expect(reader.audit.ledger.fen["custody"] == 76_000)
    }

    @Test("what is served is the same after a restart, and so are replies")
    func restart() async throws {
        try await TestInstallation.run([]) { installation in
            try await installation.serve([.pool]) {
                let desk = try PayoutDesk(installation)
                try await desk.open()
                try await desk.register()
                for number in 1...6 { _ = try await desk.request(1_000, id: "w\(number)") }
                for number in UInt64(2)...6 {
                    _ = try await desk.approve(number, by: desk.ann, id: "a\(number)")
                }
                _ = try await desk.send([6, 4, 5], id: "s")
                _ = try await desk.callback(4, 1_000, id: "c4")
                _ = try await desk.callback(5, 1_000, .failed, id: "c5")
                _ = try await desk.callback(5, 1_000, id: "c5b")
                await desk.close()
            }
            let before = try await Self.seen(installation)
            #expect(before.states == [.requested, .approved, .approved, .paid, .failed, .sent])
            let after = try await Self.seen(installation)
            #expect(after == before)
        }
    }

    private struct Seen: Equatable, Sendable {
        var states: [WithdrawalState] = []
        var rows: [Withdrawal] = []
        var withdrawable = GetWithdrawableResponse()
        var file: [UInt8] = []
        var replayed = PayoutCallbackResponse()
        var balances: [Line] = []
    }

    /// What one run of the service shows.
    private static func seen(_ installation: TestInstallation) async throws -> Seen {
        let (results, give) = AsyncStream.makeStream(of: Seen.self)
        try await installation.serve([.pool]) {
            let desk = try PayoutDesk(installation)
            var seen = Seen()
            seen.rows = try await desk.list()
            seen.states = seen.rows.map(\.state)
            seen.withdrawable = try await desk.withdrawable(1)
            seen.file = try await desk.file(1).file
            seen.replayed = try await desk.callback(5, 1_000, id: "c5b")
            seen.balances = try await desk.ann.call(
                PoolMethods.getTrialBalance, GetTrialBalanceRequest(platform: desk.platform)
            ).balances
            give.yield(seen)
            give.finish()
            await desk.close()
        }
        for await seen in results { return seen }
        throw CancellationError()
    }

    @Test("no file of the journal has what an account is called")
    func personalData() async throws {
        try await TestInstallation.run([]) { installation in
            try await installation.serve([.pool]) {
                let desk = try PayoutDesk(installation)
                try await desk.open()
                try await desk.register()
                _ = try await desk.request(1_000, id: "w")
                _ = try await desk.approve(1, by: desk.ann, id: "a")
                _ = try await desk.send(id: "s")
                _ = try await desk.file(1)
                await desk.close()
            }
            let pool = installation.folder + "/pool"
            let secrets = [PayoutDesk.text.holder, PayoutDesk.text.account, PayoutDesk.text.bank]
            var kept = 0
            for name in try FileManager.default.subpathsOfDirectory(atPath: pool) {
                guard let bytes = FileManager.default.contents(atPath: "\(pool)/\(name)") else {
                    continue
                }
                let isVault = name.hasPrefix("payout-accounts/")
                for secret in secrets {
                    let isThere = bytes.range(of: Data(secret.utf8)) != nil
                    #expect(isThere == isVault, "\(name)")
                }
                kept += isVault ? 1 : 0
            }
            #expect(kept == 1)
        }
    }
}
