internal import Wire

/// What members are owed: refunds of orders that a provider failed, until it is asked again or
/// the wallet is credited instead.
///
/// One journal tells of the failure and of the asking, another of the wallet. So nothing is
/// overdue before both have passed its time, and how they interleave does not matter.
struct PlainOwedRefunds: Sendable {
    private struct Failure: Sendable {
        var refund: PlainPayments.OrderRefund
        var attempt: UInt64
        var fen: Int64
        var dueUs: Int64
        var place: EntryPlace
    }

    /// In order of failing.
    private var failures: [Failure] = []
    /// When a wallet was credited first.
    private var credited: [PlainPayments.OrderRefund: Int64] = [:]
    /// How far each journal has come.
    private var ordersUs = Int64.min
    private var poolUs = Int64.min

    mutating func fail(
        _ refund: PlainPayments.OrderRefund, attempt: UInt64, _ fen: Int64, _ entry: AuditedEntry
    ) {
        let dueUs = entry.timeMicroseconds &+ AuditLimits.owedMicroseconds
        if let creditedUs = credited[refund], creditedUs <= dueUs { return }
        failures.append(
            Failure(
                refund: refund, attempt: attempt, fen: fen, dueUs: dueUs, place: entry.place))
    }

    /// What comes late leaves the failure a finding.
    mutating func askAgain(
        _ refund: PlainPayments.OrderRefund, attempt: UInt64, at timeUs: Int64
    ) {
        failures.removeAll {
            $0.refund == refund && $0.attempt < attempt && timeUs <= $0.dueUs
        }
    }

    mutating func credit(_ refund: PlainPayments.OrderRefund, at timeUs: Int64) {
        credited[refund] = min(credited[refund] ?? timeUs, timeUs)
        failures.removeAll { $0.refund == refund && timeUs <= $0.dueUs }
    }

    // MARK: - Time

    /// An entry of the order service; to be told before what it says.
    mutating func passOrders(to timeUs: Int64, _ sheet: inout ViolationSheet) {
        ordersUs = max(ordersUs, timeUs)
        reportOverdue(at: min(ordersUs, poolUs), &sheet)
    }

    mutating func passPool(to timeUs: Int64, _ sheet: inout ViolationSheet) {
        poolUs = max(poolUs, timeUs)
        reportOverdue(at: min(ordersUs, poolUs), &sheet)
    }

    /// Each is reported once, where it failed: the same finding whether entries or the hour show
    /// it.
    mutating func reportOverdue(at timeUs: Int64, _ sheet: inout ViolationSheet) {
        while let first = failures.first, timeUs > first.dueUs {
            failures.removeFirst()
            let (order, number) = (first.refund.order, first.refund.number)
            sheet.note(
                .refundOverdue, first.place,
                "\(first.fen) fen of refund \(number) of order \(order), which its provider "
                    + "failed, are owed for more than a day; check the member's identity and "
                    + "credit the wallet: tidemark refund redirect \(order) --refund \(number)",
                expected: "asked for again, or in the wallet, by "
                    + ShanghaiTime.text(microseconds: first.dueUs),
                found: "owed at \(ShanghaiTime.text(microseconds: timeUs))")
        }
    }
}
