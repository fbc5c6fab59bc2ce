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
    private var positions: Set<Int64> = []
    /// Where others followed this clock before it was heard to be there.
    private var followed: [(aheadUs: Int64, place: EntryPlace)] = []

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
        advance(to: event.aheadUs, at: place, &sheet)
        positions.insert(event.aheadUs)
        let passed = followed.filter { $0.aheadUs <= aheadUs }
        followed.removeAll { $0.aheadUs <= aheadUs }
        for other in passed { wasFollowed(to: other.aheadUs, at: other.place, &sheet) }
    }

    /// This clock is another's, and follows it.
    mutating func follow(
        _ event: ClockFollowed, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        if event.aheadUs <= aheadUs {
            sheet.note(
                .clock, place, "the catalog's clock goes back",
                expected: "more than \(aheadUs) µs ahead", found: "\(event.aheadUs) µs ahead")
        }
        advance(to: event.aheadUs, at: place, &sheet)
    }

    /// Another service follows this clock, which must have been moved there. The two journals
    /// arrive in any order.
    mutating func wasFollowed(
        to followedUs: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard !positions.contains(followedUs) else { return }
        guard followedUs <= aheadUs else { return followed.append((followedUs, place)) }
        sheet.note(
            .clock, place, "the catalog's clock is where the order service's never was",
            expected: "a place that the clock was moved to", found: "\(followedUs) µs ahead")
    }

    private mutating func advance(
        to other: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        aheadUs = max(aheadUs, min(other, Self.aheadUsMax))
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
