import Services
import Testing
import Transport
import Wire

@Suite("Statements and past balances, over TLS", .timeLimit(.minutes(5)))
struct StatementTests {
    /// Five orders of member 7, each with a reward of member 9; redemptions and refunds.
    private static func withHistory(
        _ body: @Sendable (TestInstallation, Till) async throws -> Void
    ) async throws {
        try await TestInstallation.run([.pool]) { installation in
            let till = try Till(installation)
            try await till.open()
            for number in 1...5 as ClosedRange<UInt64> {
                try await till.hold(number, provider: 100_000)
                _ = try await till.settle(number, at: number, paid: 100_000)
                _ = try await till.redeem("r\(number)", units: 50_000_000)
            }
            try await till.hold(6, by: 8, provider: 500)
            _ = try await till.refund(6, 1, nil)
            _ = try await till.clawback("c", Till.claim(3, paid: 100_000, of: 2))
            try await body(installation, till)
            await till.close()
        }
    }

    private static func pages(
        _ client: Client, _ request: GetStatementRequest, metadata: Metadata = Metadata()
    ) async throws -> [GetStatementResponse] {
        var pages: [GetStatementResponse] = []
        var request = request
        repeat {
            let page = try await client.call(
                StatementMethods.getStatement, request, metadata: metadata)
            pages.append(page)
            request.beforeSequence = page.nextBeforeSequence
        } while request.beforeSequence > 0 && pages.count < 100
        return pages
    }

    @Test(
        "the lines of an account sum to its balance, whatever the size of a page",
        arguments: [
            "wallet:7", "wallet:9", "lot:3", "order_held:2", "reserve", "psp_clearing",
            "merchant_payable", "operator_loss", "recovery_receivable:7",
        ])
    func sums(account: String) async throws {
        try await Self.withHistory { _, till in
            for limit in [1, 2, 3, 100] as [UInt32] {
                let pages = try await Self.pages(
                    till.ann,
                    GetStatementRequest(platform: "demo", account: account, limit: limit))
                let lines = pages.flatMap(\.rows).flatMap(\.lines)
                #expect(lines.allSatisfy { $0.account == account })
                let sum = lines.reduce(Int64(0)) { $0 + $1.amount }
                #expect(sum == pages.first?.balances.first?.amount ?? 0, "\(limit)")
                let sequences = pages.flatMap(\.rows).map(\.sequence)
                #expect(sequences == Set(sequences).sorted(by: >), "latest first, once")
                #expect(pages.allSatisfy { $0.rows.count <= Int(limit) })
            }
        }
    }

    @Test("a member's statement has the rewards of others' orders, and nobody else's lines")
    func member() async throws {
        try await Self.withHistory { installation, till in
            let payee = try await Self.pages(
                till.ann, GetStatementRequest(platform: "demo", member: 9))
            let kinds = payee.flatMap(\.rows).map(\.kind)
            #expect(kinds == ["clawed_back"] + Array(repeating: "settled", count: 5))
            #expect(payee[0].rows.allSatisfy { $0.lines.map(\.account) == ["wallet:9"] })
            #expect(payee[0].balances.map(\.amount) == [-22_500])
            let buyer = try await Self.pages(
                till.ann, GetStatementRequest(platform: "demo", member: 7, limit: 4))
            let accounts = Set(buyer.flatMap(\.rows).flatMap(\.lines).map(\.account))
            #expect(!accounts.contains { $0.hasPrefix("wallet") && $0 != "wallet:7" })
            #expect(accounts.contains("lot:1") && accounts.contains("order_held:5"))
            #expect(!accounts.contains("reserve") && !accounts.contains("order_held:6"))
            let gateway = try installation.client(.pool, as: "gateway/demo")
            var acting = Metadata()
            acting.add("tidemark-acting-member", "7")
            for (request, isOwn) in [
                (GetStatementRequest(platform: "demo", member: 7), true),
                (GetStatementRequest(platform: "demo", member: 9), false),
                (GetStatementRequest(platform: "demo", order: 2), true),
                (GetStatementRequest(platform: "demo", order: 6), false),
                (GetStatementRequest(platform: "demo", account: "lot:2"), true),
                (GetStatementRequest(platform: "demo", account: "reserve"), false),
            ] {
                guard !isOwn else {
                    _ = try await Self.pages(gateway, request, metadata: acting)
                    continue
                }
                await Refusal.expect(.permissionDenied, "not_the_owner", saying: "") {
                    _ = try await Self.pages(gateway, request, metadata: acting)
                }
            }
            await gateway.close()
        }
    }

    @Test("an order's statement tells all of it")
    func order() async throws {
        try await Self.withHistory { _, till in
            let pages = try await Self.pages(
                till.ann, GetStatementRequest(platform: "demo", order: 3))
            #expect(pages.flatMap(\.rows).map(\.kind) == ["clawed_back", "settled", "held"])
            for row in pages.flatMap(\.rows) {
                let fen = row.lines.filter { $0.unit == .fen }
                #expect(fen.reduce(0) { $0 + $1.amount } == 0)
                #expect(row.order == 3)
            }
            await Refusal.expect(.invalidArgument, "field_malformed", saying: "exactly one") {
                _ = try await Self.pages(
                    till.ann, GetStatementRequest(platform: "demo", member: 1, order: 1))
            }
            await Refusal.expect(.invalidArgument, "field_malformed", saying: "purse") {
                _ = try await Self.pages(
                    till.ann, GetStatementRequest(platform: "demo", account: "purse"))
            }
        }
    }

    @Test("the trial balance at any sequence is what it was then")
    func past() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let till = try Till(installation)
            try await till.open()
            var seen: [GetTrialBalanceResponse] = [try await till.balances()]
            for number in 1...5 as ClosedRange<UInt64> {
                try await till.hold(number, provider: 100_000)
                seen.append(try await till.balances())
                _ = try await till.settle(number, at: number, paid: 100_000)
                seen.append(try await till.balances())
                _ = try await till.redeem("r\(number)", units: 50_000_000)
                seen.append(try await till.balances())
            }
            _ = try await till.clawback("c", Till.claim(3, paid: 100_000, of: 2))
            seen.append(try await till.balances())
            for balances in seen {
                let past = try await till.balances(at: balances.sequence)
                #expect(past == balances, "at \(balances.sequence)")
            }
            let head = try #require(seen.last).sequence
            await Refusal.expect(.outOfRange, "limit_reached", saying: "\(head)") {
                _ = try await till.balances(at: head + 1)
            }
            await till.close()
        }
    }

    @Test("an account that nobody owns is looked for through all entries, 20,000 a call")
    func far() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let till = try Till(installation)
            try await till.open()
            try await till.hold(1, provider: 500)
            let early = try await till.balances()
            // Orders of 0 fen settle without lines: 25,600 entries.
            for batch in 0..<100 as Range<UInt64> {
                let orders = (0..<256).map { index in
                    Wire.Settlement(
                        order: 10 + batch * 256 + index, member: 7, waterfall: Waterfall(),
                        planVersion: 1)
                }
                _ = try await till.order.call(
                    PoolMethods.settleBatch,
                    SettleBatchRequest(
                        requestID: "b\(batch)", platform: "demo",
                        firstNumber: batch * 256 + 1, orders: orders))
            }
            try await till.hold(2, provider: 700)
            let pages = try await Self.pages(
                till.ann, GetStatementRequest(platform: "demo", account: "psp_clearing"))
            #expect(pages.map { $0.rows.map { $0.lines[0].amount } } == [[700], [500]])
            #expect(pages[0].nextBeforeSequence == 25_603 - 20_000 + 1)
            #expect(try await till.balances(at: 2) == early)
            #expect(try await till.balances(at: 25_602).balances == early.balances)
            await till.close()
        }
    }
}
