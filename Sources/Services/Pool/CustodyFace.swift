import Domain
import Journal
import Transparency
import Transport
import Wire

/// What comes in at banks, and what custodians and auditors attest of it.
struct CustodyFace: Sendable {
    let gate: CommandGate<PoolBook>
    /// Wall time in microseconds, for questions; commands get that of their entries.
    let clock: @Sendable () -> Int64

    func register(on router: inout Router) {
        router.unary(CustodyMethods.settleProvider) { [self] in
            try await settleProvider($0, $1)
        }
        router.unary(CustodyMethods.attestStatement) { [self] in try await attest($0, $1) }
        router.unary(CustodyMethods.getCustodyStatus) { [self] in try await getStatus($1) }
    }

    private func settleProvider(
        _ call: Call, _ request: SettleProviderRequest
    ) async throws -> SettleProviderResponse {
        let received = Money(fen: request.receivedFen)
        let fee = Money(fen: request.feeFen)
        let person = Person("\(call.caller)")
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(BooksRejection) in
                try books.settleProvider(
                    received: received, fee: fee, reference: request.reference, by: person,
                    at: Instant(microseconds: now))
            }
            let ledger = try book.opened().ledger
            return (
                events.map { $0.entry() },
                SettleProviderResponse(
                    custodyFen: ledger.balance(.custody),
                    pspClearingFen: ledger.balance(.pspClearing))
            )
        }
    }

    /// The statement is read here and not kept: account, day, balance, the payments of ours and
    /// the digest of its bytes are.
    private func attest(
        _ call: Call, _ request: AttestStatementRequest
    ) async throws -> AttestStatementResponse {
        let format = try Domain.Attestation.Format(request.format)
        let statement = try refusing { () throws(StatementError) in
            switch format {
            case .csv: try BankStatement(csv: request.statement, platform: request.platform)
            case .camt053:
                try BankStatement(camt053: request.statement, platform: request.platform)
            }
        }
        let digest = Digest.hash(request.statement).bytes
        let person = Person("\(call.caller)")
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(BooksRejection) in
                try books.attest(
                    statement, format, digest: digest,
                    corrects: request.corrects == 0 ? nil : request.corrects, by: person,
                    at: Instant(microseconds: now))
            }
            let attestation = try book.opened().custody.attestations.last?.message
            return (
                events.map { $0.entry() },
                AttestStatementResponse(
                    attestation: attestation, sandbox: book.platform?.sandbox ?? false)
            )
        }
    }

    private func getStatus(
        _ request: GetCustodyStatusRequest
    ) async throws -> GetCustodyStatusResponse {
        let today = ShanghaiDay(of: Instant(microseconds: clock()))
        return try await gate.read(request.platform) { book in
            let books = try book.opened()
            let rows = books.ledger.trialBalance().filter { Self.covered.contains($0.kind) }
            let latest = books.custody.latest
            let withMoney = latest.filter { $0.statement.closing != 0 }
            let attested =
                withMoney.isEmpty
                ? latest.map(\.statement.date).max() : withMoney.map(\.statement.date).min()
            let since = attested.map { $0.workingDays(before: today) }
            return GetCustodyStatusResponse(
                sequence: book.sequence, custodyFen: books.ledger.balance(.custody),
                pspClearingFen: books.ledger.balance(.pspClearing),
                owedFen: Int64(clamping: rows.reduce(Int128(0)) { $0 - $1.amount }),
                owed: rows.map { row in
                    Wire.Line(
                        account: row.kind, unit: .fen, amount: Int64(clamping: -row.amount))
                },
                latest: latest.map(\.message), attestedDate: attested.map { "\($0)" } ?? "",
                workingDaysSince: UInt32(clamping: since ?? 0),
                overdue: since.map { $0 >= 2 } ?? false,
                sandbox: book.platform?.sandbox ?? false)
        }
    }

    /// What money at the bank and at the provider must cover (money.md §8).
    private static let covered: Set<String> = [
        "reserve", "orphan_reserve", "subsidy", "wallet", "withdrawal_pending",
        "commission_pending", "order_held", "share_subscription_payable", "merchant_payable",
        "tax_reserve",
    ]
}
