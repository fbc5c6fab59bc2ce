import Services
import Testing
import Transport
import Wire

@Suite("Custody over the wire", .timeLimit(.minutes(2)))
struct CustodyServiceTests {
    private static let csv = """
        record,account,date,currency,amount,reference
        closing,CN0001,2026-03-05,CNY,1000.00,
        debit,CN0001,2026-03-05,CNY,1.00,demo-w-17
        credit,CN0001,2026-03-05,CNY,5.00,Wages of 张三

        """

    private static func attest(
        _ client: Client, _ text: String = csv, id: String = "s", corrects: UInt64 = 0
    ) async throws -> Attestation {
        let reply = try await client.call(
            CustodyMethods.attestStatement,
            AttestStatementRequest(
                requestID: id, platform: "demo", format: .csv, statement: Array(text.utf8),
                corrects: corrects))
        return try #require(reply.attestation)
    }

    @Test("custodians and auditors attest, operators never; a statement is journaled by its digest")
    func attestation() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PayoutDesk(installation)
            try await desk.open()
            for client in [desk.ann, desk.gateway, desk.order] {
                await Refusal.expect(.permissionDenied, "role_not_allowed") {
                    _ = try await Self.attest(client)
                }
            }
            await Refusal.expect(.invalidArgument, "statement_malformed", saying: "line 2") {
                _ = try await Self.attest(
                    desk.bank, Self.csv.replacing("CNY,1000.00", with: "USD,1000.00"))
            }
            await Refusal.expect(.failedPrecondition, "day_not_over", saying: "2999-03-05") {
                _ = try await Self.attest(
                    desk.bank, Self.csv.replacing("2026-03-05", with: "2999-03-05"))
            }
            let attested = try await Self.attest(desk.bank)
            #expect(attested.attestation == 1)
            #expect(attested.account == "CN0001")
            #expect(attested.closingFen == 100_000)
            #expect(attested.items == [StatementItem(withdrawal: 17, amountFen: -100)])
            #expect(attested.otherCount == 1)
            #expect(attested.otherFen == 500)
            #expect(attested.by == "custodian/bank")
            #expect(attested.sha256.count == 32)
            #expect(try await Self.attest(desk.bank) == attested)
            await Refusal.expect(.alreadyExists, "attested_before", saying: "attestation 1") {
                _ = try await Self.attest(desk.auditor, id: "t")
            }
            let corrected = try await Self.attest(desk.auditor, id: "t", corrects: 1)
            #expect(corrected.corrects == 1)
            let status = try await desk.ann.call(
                CustodyMethods.getCustodyStatus, GetCustodyStatusRequest(platform: "demo"))
            #expect(status.custodyFen == 100_000)
            #expect(status.owedFen == 30_000 + 24_000 + 6_000 + 5_000)
            #expect(status.latest == [corrected])
            #expect(status.attestedDate == "2026-03-05")
            #expect(status.overdue)
            await desk.close()
        }
    }

    @Test("what a provider pays out is booked once")
    func provider() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PayoutDesk(installation)
            try await desk.open()
            func settle(_ id: String, _ fen: Int64, _ reference: String) async throws {
                _ = try await desk.ann.call(
                    CustodyMethods.settleProvider,
                    SettleProviderRequest(
                        requestID: id, platform: "demo", receivedFen: fen, reference: reference))
            }
            await Refusal.expect(.alreadyExists, "reference_settled_before", saying: "psp-1") {
                try await settle("x", 1, "psp-1")
            }
            await Refusal.expect(
                .failedPrecondition, "insufficient_balance", saying: "psp_clearing"
            ) {
                try await settle("x", 1, "psp-2")
            }
            await Refusal.expect(.invalidArgument, "reference_malformed") {
                try await settle("x", 1, "psp 2")
            }
            await desk.close()
        }
    }
}
