import Testing
import Wire

@testable import Services

/// Custody holds an order's 1,000 yuan and what withdrawals are on their way out of.
@Suite("The audit of refunds out of custody that withdrawals are on their way out of")
struct FlightAuditTests {
    private static let place = EntryPlace(journal: "pool/demo", sequence: 9)
    private static let fen: Int64 = 100_000

    /// The order is held, and its money is at the bank.
    private static func audit(inFlight: Int64) -> PlatformAudit {
        var audit = PlatformAudit()
        var sheet = ViolationSheet()
        _ = audit.refunds.hold(Held(order: 1, member: 7, paidFen: fen), at: place, &sheet)
        post(["custody": fen, "order_held:1": -fen], &audit, &sheet)
        audit.withdrawals.inFlight = inFlight
        return audit
    }

    private static func post(
        _ amounts: [String: Int64], _ audit: inout PlatformAudit, _ sheet: inout ViolationSheet
    ) {
        _ = audit.ledger.post(AuditScenario.lines(amounts), at: place, &sheet)
    }

    @Test(
        "what goes back before settlement leaves what is on its way",
        arguments: [(0, []), (1, [.refund])] as [(Int64, [AuditRule])])
    func refund(inFlight: Int64, rules: [AuditRule]) {
        var audit = Self.audit(inFlight: inFlight)
        var sheet = ViolationSheet()
        audit.refund(
            Refunded(
                order: 1, member: 7, refund: 1, back: Sources(providerFen: Self.fen),
                lines: AuditScenario.lines(["order_held:1": Self.fen, "custody": -Self.fen])),
            at: Self.place, &sheet)
        #expect(sheet.take().map(\.rule) == rules)
    }

    @Test(
        "what goes back after settlement leaves what is on its way",
        arguments: [(0, []), (1, [.refund])] as [(Int64, [AuditRule])])
    func clawback(inFlight: Int64, rules: [AuditRule]) {
        var audit = Self.audit(inFlight: inFlight)
        var sheet = ViolationSheet()
        let settled = AuditScenario.lines(["order_held:1": Self.fen, "merchant_payable": -Self.fen])
        audit.refunds.settle(
            Settled(
                order: 1, member: 7, paidFen: Self.fen, outcome: .noContribution, lines: settled),
            coupon: 0, isFaulty: false, at: Self.place, &sheet)
        _ = audit.ledger.post(settled, at: Self.place, &sheet)
        let back = Sources(providerFen: Self.fen)
        audit.clawBack(
            ClawedBack(
                claim: ReturnClaim(
                    order: 1, paidBackFen: Self.fen, back: back,
                    reversed: ReversedParts(costFen: Self.fen), proceeds: .deducted),
                outcome: ClawbackOutcome(refund: 1, member: 7, back: back),
                lines: AuditScenario.lines(["merchant_payable": Self.fen, "custody": -Self.fen])),
            at: Self.place, &sheet)
        #expect(sheet.take().map(\.rule) == rules)
    }
}
