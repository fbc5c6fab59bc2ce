internal import Wire

extension PlatformAudit {
    /// Entries may be written so long before they arrive: a day is not over until then.
    private static let graceMicroseconds: Int64 = 3_600_000_000

    /// What becomes overdue while nothing is recorded: statements of custodians, receipts that
    /// nobody returns, and refunds that a provider failed and no wallet gets. To be asked only
    /// when the journals are followed to their heads.
    mutating func passTime(to nowUs: Int64, _ sheet: inout ViolationSheet) {
        let timeUs = nowUs &- Self.graceMicroseconds
        if let lastOfPool { custody.begin(timeUs, at: lastOfPool, ledger, &sheet) }
        payments.reportOverdue(at: timeUs, &sheet)
        payments.owed.reportOverdue(at: timeUs, &sheet)
    }
}
