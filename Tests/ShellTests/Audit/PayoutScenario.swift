import Wire

@testable import Services

/// A platform whose member 1 redeemed points and withdraws the money.
struct PayoutScenario {
    var base: AuditScenario
    /// What one withdrawal takes.
    static let amount: Int64 = 2_000
    static let reference = String(repeating: "ab", count: 32)
    private var withdrawals: UInt64 = 0

    /// Member 1 has 80 yuan and more in the wallet, and an account; all that was paid is in
    /// custody.
    init() throws {
        base = try AuditScenario()
        base.join(1)
        base.join(2, inviter: 1)
        try base.settle([base.order(by: 1), base.order(by: 1)])
        _ = base.sell(1, 100_000_000)
        base.add(
            .pool,
            ProviderSettled(
                receivedFen: 200_000, reference: "psp-1", by: "operator/ann", atUs: base.now,
                lines: AuditScenario.lines(["custody": 200_000, "psp_clearing": -200_000])))
        register()
    }

    mutating func register(usableFrom: Int64? = nil) {
        base.add(
            .pool,
            PayoutAccountRegistered(
                member: 1, channel: .bank, reference: Self.reference,
                usableFromUs: usableFrom ?? base.now, by: "operator/cy", atUs: base.now))
    }

    mutating func set(_ policy: WithdrawalPolicy) {
        base.add(
            .pool, WithdrawalPolicySet(policy: policy, by: "operator/ann", atUs: base.now))
    }

    mutating func request(
        member: UInt64 = 1, _ fen: Int64 = Self.amount, needed: UInt32 = 1
    ) {
        withdrawals += 1
        base.add(
            .pool,
            WithdrawalRequested(
                withdrawal: withdrawals, member: member, amountFen: fen, channel: .bank,
                account: Self.reference, approvalsNeeded: needed, by: "operator/cy",
                atUs: base.now,
                lines: AuditScenario.lines([
                    "wallet:\(member)": fen, "withdrawal_pending:\(member)": -fen,
                ])))
    }

    mutating func approve(_ id: UInt64, by person: String = "operator/ann", _ count: UInt32 = 1) {
        base.add(
            .pool,
            WithdrawalApproved(
                withdrawal: id, member: 1, approvals: count, by: person, atUs: base.now))
    }

    mutating func send(_ ids: [UInt64], batch: UInt64 = 1) {
        let head = PayoutBatchSent(
            batch: batch, channel: .bank, count: UInt32(ids.count),
            totalFen: Int64(ids.count) * Self.amount, by: "operator/ann", atUs: base.now)
        let rows = ids.enumerated().map { index, id in
            WithdrawalSent(
                withdrawal: id, member: 1, amountFen: Self.amount, batch: batch,
                row: UInt32(index + 1))
        }
        base.add(.pool, [head] + rows)
    }

    mutating func pay(_ id: UInt64) {
        base.add(
            .pool,
            WithdrawalPaid(
                withdrawal: id, member: 1, amountFen: Self.amount, by: "operator/bob",
                atUs: base.now,
                lines: AuditScenario.lines([
                    "withdrawal_pending:1": Self.amount, "custody": -Self.amount,
                ])))
    }

    private static var backLines: [Line] {
        AuditScenario.lines(["withdrawal_pending:1": amount, "wallet:1": -amount])
    }

    mutating func fail(_ id: UInt64) {
        base.add(
            .pool,
            WithdrawalFailed(
                withdrawal: id, member: 1, amountFen: Self.amount, failureCode: "AC01",
                by: "operator/bob", atUs: base.now, lines: Self.backLines))
    }

    mutating func cancel(_ id: UInt64) {
        base.add(
            .pool,
            WithdrawalCancelled(
                withdrawal: id, member: 1, amountFen: Self.amount, by: "operator/cy",
                atUs: base.now, lines: Self.backLines))
    }

    mutating func refuseCallback(_ id: UInt64) {
        base.add(
            .pool,
            CallbackRefused(
                withdrawal: id, member: 1, amountFen: Self.amount, channel: .bank, outcome: .paid,
                reason: "withdrawal_is_final", state: .paid, by: "operator/bob", atUs: base.now))
    }

    /// Four withdrawals: paid, failed, cancelled, and sent in a second file.
    static func correct() throws -> PayoutScenario {
        var scenario = try PayoutScenario()
        scenario.set(
            WithdrawalPolicy(minimumFen: 100, dayMaxFen: 4 * amount, twoPeopleAboveFen: 3 * amount))
        for needed in [1, 1, 1, 2] as [UInt32] { scenario.request(needed: needed) }
        for id in [1, 2, 3] as [UInt64] { scenario.approve(id) }
        scenario.approve(4)
        scenario.approve(4, by: "operator/bob", 2)
        scenario.send([1, 2])
        scenario.pay(1)
        scenario.fail(2)
        scenario.cancel(3)
        scenario.send([4], batch: 2)
        return scenario
    }

    // MARK: - Statements

    static let dayMicroseconds: Int64 = 86_400_000_000

    /// What is owed now, as the audit's ledger has it.
    var owed: Int64 {
        var reader = ScenarioReader()
        for entry in (base.journals[.pool] ?? []).joined() { reader.take(entry, of: .pool) }
        return reader.audit.ledger.fen.reduce(0) { sum, account in
            let kind = account.key.split(separator: ":")[0]
            return PlainCustody.covered.contains(String(kind)) ? sum - account.value : sum
        }
    }

    /// The day before that of the next entry.
    var yesterday: String {
        String(
            ShanghaiTime.text(microseconds: base.now - Self.dayMicroseconds).prefix(10))
    }

    mutating func attest(
        _ closing: Int64, _ items: [StatementItem] = [], number: UInt64 = 1,
        account: String = "CN01", by person: String = "custodian/bank", corrects: UInt64 = 0,
        date: String? = nil
    ) {
        base.add(
            .pool,
            StatementAttested(
                attestation: Attestation(
                    attestation: number, account: account, date: date ?? yesterday,
                    closingFen: closing, format: .csv, sha256: Array(repeating: 7, count: 32),
                    items: items, corrects: corrects, by: person, atUs: base.now)))
    }
}
