internal import Wire

/// Business time of one platform: wall time and what its clock was moved (orders.md §2, Time).
struct PlainClock: Sendable {
    private static let dayUs: Int64 = 86_400_000_000
    static let paymentUs: Int64 = 900_000_000
    static let receiptUs = 10 * dayUs
    private static let stepUsMax = 366 * dayUs
    private static let aheadUsMax = 36_525 * dayUs

    private(set) var aheadUs: Int64 = 0
    private var firstMove: EntryPlace?
    /// Nil until the platform's own entry has arrived.
    private var isSandbox: Bool?

    func businessUs(_ timeUs: Int64) -> Int64 { timeUs &+ aheadUs }

    mutating func move(
        _ event: ClockMoved, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let isStep = (1...Self.stepUsMax).contains(event.byUs)
        let expected = isStep ? aheadUs + event.byUs : aheadUs
        if !isStep || event.aheadUs != expected || expected > Self.aheadUsMax {
            sheet.note(
                .clock, place, "the clock goes forward only, by at most 366 days at once",
                expected: "\(expected) µs ahead", found: "\(event.aheadUs) µs ahead")
        }
        aheadUs = max(aheadUs, min(event.aheadUs, Self.aheadUsMax))
        let isFirst = firstMove == nil
        firstMove = firstMove ?? place
        if isFirst { checkSandbox(&sheet) }
    }

    mutating func learn(isSandbox: Bool, _ sheet: inout ViolationSheet) {
        guard self.isSandbox == nil else { return }
        self.isSandbox = isSandbox
        checkSandbox(&sheet)
    }

    private func checkSandbox(_ sheet: inout ViolationSheet) {
        guard let firstMove, isSandbox == false else { return }
        sheet.note(
            .clock, firstMove, "the clock of a platform that is no sandbox was moved",
            expected: "wall time", found: "\(aheadUs) µs ahead")
    }
}
