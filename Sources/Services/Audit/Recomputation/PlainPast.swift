/// What the entries of the last minute changed of a pool's lots: with it the figures over all
/// members can be told as they were, for a pool serves them from a copy of up to that age.
///
/// Time is that of the journal, and is taken to be right to within what `JournalCheck` allows.
struct PlainPast: Sendable {
    typealias Lots = PlainTable<PlainPool.Lot>
    typealias Holdings = PlainTable<PlainTruth.Holding>

    private struct Group: Sendable {
        var last: UInt64
        var timeMicroseconds: Int64
        var before: PlainPool.Figures
        var lots: [Lots.Change]
        var holdings: [Holdings.Change]

        /// What it takes to keep it.
        var weight: Int { 1 + lots.count + holdings.count }
    }

    /// How the pool was after an entry: what has changed since, and the figures then. A nil lot or
    /// holding was not there; one that is not named was as it is now.
    struct View: Sendable {
        var figures: PlainPool.Figures
        fileprivate(set) var lots: [UInt64: PlainPool.Lot?] = [:]
        fileprivate(set) var holdings: [UInt64: PlainTruth.Holding?] = [:]
    }

    enum Recollection: Sendable {
        case view(View)
        /// Another entry followed it more than a minute ago; `oldest` is the first that a copy
        /// may be of.
        case tooOld(oldest: UInt64)
        /// It cannot be told, in words.
        case unknown(String)
    }

    /// How old a copy may be, with what the journal's time may err.
    static let agedMicroseconds = 60_000_000 + JournalCheck.timeBackMicrosecondsMax

    private let changesMax: Int
    private var groups: [Group] = []
    /// Groups before this one are forgotten.
    private var first = 0
    private var weight = 0
    /// The entry after which the first kept group begins, and the time of that entry's group.
    private var base: UInt64 = 0
    private var baseMicroseconds = Int64.min
    private var latestMicroseconds = Int64.min

    init(changesMax: Int = AuditLimits.pastChangesMax) {
        self.changesMax = changesMax
    }

    /// Takes in what a whole group changed; `before` are the figures that it began with.
    mutating func note(
        _ group: [AuditedEntry], before: PlainPool.Figures, _ lots: [Lots.Change],
        _ holdings: [Holdings.Change]
    ) {
        guard let start = group.first, let end = group.last else { return }
        latestMicroseconds = max(latestMicroseconds, end.timeMicroseconds)
        let noted = Group(
            last: end.place.sequence, timeMicroseconds: start.timeMicroseconds, before: before,
            lots: lots, holdings: holdings)
        groups.append(noted)
        weight += noted.weight
        while first < groups.count, weight > changesMax || isOld(groups[first].timeMicroseconds) {
            base = groups[first].last
            baseMicroseconds = groups[first].timeMicroseconds
            weight -= groups[first].weight
            groups[first].lots = []
            groups[first].holdings = []
            first += 1
        }
        guard first > 1_024, first * 2 > groups.count else { return }
        groups.removeFirst(first)
        first = 0
    }

    /// Whether more than the allowed age has passed since.
    private func isOld(_ microseconds: Int64) -> Bool {
        let (earliest, overflow) = latestMicroseconds.subtractingReportingOverflow(
            Self.agedMicroseconds)
        return !overflow && microseconds < earliest
    }

    /// How the pool was after the entry `sequence`, which is not to come. `now`: its figures after
    /// the last group. O(changes since).
    func recall(after sequence: UInt64, now: PlainPool.Figures) -> Recollection {
        guard sequence >= base else {
            return isOld(baseMicroseconds)
                ? .tooOld(oldest: base)
                : .unknown(
                    "the audit keeps at most \(changesMax) changes of a pool, which go back to "
                        + "entry \(base)")
        }
        var view = View(figures: now)
        var reached = base
        for group in groups[first...].reversed() {
            guard group.last > sequence else {
                reached = group.last
                break
            }
            for change in group.lots.reversed() {
                view.lots.updateValue(change.before, forKey: change.id)
            }
            for change in group.holdings.reversed() {
                view.holdings.updateValue(change.before, forKey: change.id)
            }
            view.figures = group.before
        }
        return reached == sequence
            ? .view(view)
            : .unknown("no group of entries that the audit could read ends with entry \(sequence)")
    }
}
