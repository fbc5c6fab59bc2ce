import Services
import Testing
import Transport
import Wire

@Suite("Opening balances, over the wire", .timeLimit(.minutes(3)))
struct OpeningServiceTests {
    private static func request(
        _ rows: [OpeningRow], id: String = "balances", on desk: PoolDesk, firstLine: UInt64 = 2
    ) -> OpenBalancesRequest {
        OpenBalancesRequest(
            requestID: id, platform: desk.platform, fileSHA256: [UInt8](repeating: 5, count: 32),
            firstLine: firstLine, rows: rows)
    }

    private static func opening(
        _ rows: [OpeningRow], id: String = "balances", on desk: PoolDesk
    ) async throws -> OpenBalancesResponse {
        try await desk.ann.call(
            OperatorMethods.openBalances, Self.request(rows, id: id, on: desk))
    }

    private static let rows = [
        OpeningRow(account: "wallet:7", amountFen: 1_000, reference: "W7"),
        OpeningRow(account: "reserve", amountFen: 1, reference: "R"),
        OpeningRow(account: "tax_reserve", amountFen: 50, reference: "T"),
    ]

    @Test("are taken row by row and once, stand in the statements, and end with the first order")
    func whole() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolDesk(installation)
            try await desk.open()
            let taken = try await Self.opening(Self.rows, on: desk)
            #expect(taken.taken == 2)
            #expect(taken.takenFen == 1_050)
            #expect(taken.custodyFen == 1_050)
            #expect(taken.refused.map(\.line) == [3])
            #expect(taken.refused.map(\.reason) == ["account_not_opened"])
            #expect(try await Self.opening(Self.rows, on: desk) == taken)
            let again = try await Self.opening(Self.rows, id: "again", on: desk)
            #expect(again.taken == 0)
            #expect(
                again.refused.map(\.reason) == [
                    "reference_already_used", "account_not_opened", "reference_already_used",
                ])
            let wallet = try await desk.ann.call(
                StatementMethods.getStatement,
                GetStatementRequest(platform: desk.platform, member: 7))
            #expect(wallet.rows.map(\.kind) == ["balance_opened"])
            let balances = try await desk.balances()
            #expect(balances.first { $0.account == "wallet" }?.amount == -1_000)
            try await desk.order(1, by: 9)
            await Refusal.expect(.failedPrecondition, "orders_came_before", saying: "deposit") {
                _ = try await Self.opening(Self.rows, id: "late", on: desk)
            }
            #expect(try await Self.opening(Self.rows, on: desk) == taken, "remembered")
            await desk.close()
        }
    }

    @Test("what is malformed is refused with its field, and only operators open balances")
    func refusals() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolDesk(installation)
            try await desk.open()
            let odd = OpeningRow(account: "wallet:07", amountFen: 1, reference: "W")
            await Refusal.expect(.invalidArgument, "field_malformed", saying: "wallet:07") {
                _ = try await Self.opening([odd], on: desk)
            }
            await Refusal.expect(.invalidArgument, "field_malformed", saying: "first_line") {
                _ = try await desk.ann.call(
                    OperatorMethods.openBalances,
                    Self.request(Self.rows, on: desk, firstLine: 0))
            }
            await Refusal.expect(.permissionDenied, "role_not_allowed") {
                _ = try await desk.gateway.call(
                    OperatorMethods.openBalances, Self.request(Self.rows, on: desk))
            }
            #expect(try await desk.balances().isEmpty)
            await desk.close()
        }
    }
}
