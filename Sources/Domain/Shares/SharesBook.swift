/// Issues of shares and the register of who holds them, subscribed for or allotted.
package struct SharesBook: Codable, Equatable, Sendable {
    /// Of one issue, one entry, and of an issue price in fen: with 63 bits of time or money every
    /// product fits 128 bits.
    package static let sharesMax: Int64 = 1 << 40
    /// Of all entries together: no balance of the ledger can then overflow.
    package static let sharesOfAllMax: Int64 = 1 << 60
    package static let lockUpDaysMax = 36_500
    package static let textBytesMax = 128
    /// Subscriptions undone in one group: each is an entry of some 350 bytes, and what follows
    /// from it is in the same group.
    package static let returnsMax = 1_024

    /// Programme n is at n − 1, entry n likewise.
    package private(set) var programmes: [ShareProgramme] = []
    package private(set) var entries: [ShareEntry] = []
    /// Shares of all entries, given back or not.
    private(set) var total: Int64 = 0
    /// Subscriptions of the failed issue that are still to be undone.
    package private(set) var returnsLeft: UInt64 = 0
    /// Where the undoing of a failing issue has come to, as an index of entries.
    private var returnsBegin = 0

    package init() {}

    package func programme(_ number: UInt64) -> ShareProgramme? {
        guard number >= 1, number <= UInt64(programmes.count) else { return nil }
        return programmes[Int(number) - 1]
    }

    package func entry(_ number: UInt64) -> ShareEntry? {
        guard number >= 1, number <= UInt64(entries.count) else { return nil }
        return entries[Int(number) - 1]
    }

    /// The number of the issue that is not closed yet; there is at most one.
    package var openProgramme: UInt64? {
        switch programmes.last?.state {
        case .open, .failing: UInt64(programmes.count)
        case .successful, .failed, nil: nil
        }
    }

    /// Whether subscriptions of a failed issue are still to be undone.
    package var isReturning: Bool { programmes.last?.state == .failing }

    /// The next subscription to undo. O(entries of other origins on the way).
    var nextReturn: (number: UInt64, entry: ShareEntry)? {
        guard isReturning else { return nil }
        for index in returnsBegin..<entries.count {
            guard case .programme(let number, _, _) = entries[index].origin,
                number == UInt64(programmes.count), !entries[index].isReturned
            else { continue }
            return (UInt64(index) + 1, entries[index])
        }
        return nil
    }

    // MARK: - Changes

    /// Takes note of what was decided.
    mutating func record(_ event: SharesEvent) {
        switch event {
        case .programmeOpened(let made): programmes.append(ShareProgramme(made.terms))
        case .subscribed(let made):
            total += made.shares
            programmes[Int(made.programme) - 1].take(made.shares, for: made.amount)
            entries.append(
                ShareEntry(
                    member: made.member, shares: made.shares,
                    origin: .programme(made.programme, lot: made.lot, amount: made.amount),
                    since: made.at))
        case .programmeClosed(let made):
            let index = Int(made.programme) - 1
            returnsLeft = made.isSuccessful ? 0 : programmes[index].subscriptions
            programmes[index].close(
                made.isSuccessful ? .successful(made.at) : returnsLeft > 0 ? .failing : .failed)
        case .returned(let made):
            entries[Int(made.entry) - 1].giveBack()
            returnsBegin = Int(made.entry)
            returnsLeft -= 1
            if returnsLeft == 0 { programmes[Int(made.programme) - 1].close(.failed) }
        case .allotted(let made):
            total += made.shares
            entries.append(
                ShareEntry(
                    member: made.member, shares: made.shares,
                    origin: .allotment(reason: made.reason, made.unlocking), since: made.at))
        case .released(let made): entries[Int(made.entry) - 1].release(made.shares)
        }
    }
}
