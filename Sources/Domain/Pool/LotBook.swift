/// All lots of a pool: by number, by member, and the open ones by exit threshold.
///
/// Lots are kept in chunks, so that growing never copies what is there. A split is O(1): a lot
/// remembers the split count it was last written at and is rescaled when touched.
struct LotBook: Codable, Equatable, Sendable {
    private static let chunkBits = 12
    private static let chunkMask = 1 << chunkBits - 1

    private var chunks: [[Lot]] = []
    private(set) var count = 0
    private(set) var openCount = 0
    /// First and last open lot of each member that has one, as indices.
    private var ends: [MemberID: Ends] = [:]
    /// Indices of open lots with a multiple: a binary heap, the smallest threshold first.
    private var queue: [Int] = []
    private(set) var splits = 0
    /// The ratio of the running series; open lots are all of one series.
    private var ratio = 1

    private struct Ends: Codable, Equatable {
        var first: Int
        var last: Int
    }

    /// Nil for a number that was never given.
    func index(of id: LotID) -> Int? {
        guard id.rawValue >= 1, id.rawValue <= UInt64(count) else { return nil }
        return Int(id.rawValue) - 1
    }

    func id(of index: Int) -> LotID { LotID(rawValue: UInt64(index) + 1) }

    /// The lot as it is after the splits so far. O(1).
    subscript(index: Int) -> Lot {
        var lot = stored(index)
        lot.rescale(to: splits, ratio: ratio)
        return lot
    }

    private func stored(_ index: Int) -> Lot {
        chunks[index >> Self.chunkBits][index & Self.chunkMask]
    }

    private mutating func change(_ index: Int, _ body: (inout Lot) -> Void) {
        body(&chunks[index >> Self.chunkBits][index & Self.chunkMask])
    }

    /// The open lot with the smallest threshold, ties by lot id. O(1).
    var soonestExit: Int? { queue.first }

    /// O(1).
    func oldestOpenLot(of member: MemberID) -> LotID? { (ends[member]?.first).map(id) }

    /// The open lots of a member, oldest first. O(lots of the member).
    func openLots(of member: MemberID) -> [LotID] {
        var found: [LotID] = []
        var index = ends[member]?.first ?? -1
        while index >= 0 {
            found.append(id(of: index))
            index = stored(index).next
        }
        return found
    }

    // MARK: - Changes

    /// Every open lot's units and granted are multiplied. O(1).
    mutating func split(by ratio: Int) {
        precondition(self.ratio == ratio || self.ratio == 1, "one ratio a series")
        splits += 1
        self.ratio = ratio
    }

    /// Forgets the ratio of the series that ended: all its lots are closed.
    mutating func beginSeries() {
        precondition(ends.isEmpty && queue.isEmpty, "a series ends when its lots are closed")
        ratio = 1
    }

    /// Appends an open lot. O(log open lots).
    mutating func append(_ grant: PoolGrant, exitMultiple: BasisPoints, version: Int) {
        var lot = Lot(grant, exitMultiple: exitMultiple, version: version, splits: splits)
        let index = count
        if let last = ends[lot.member]?.last {
            lot.previous = last
            change(last) { $0.next = index }
            ends[lot.member]?.last = index
        } else {
            ends[lot.member] = Ends(first: index, last: index)
        }
        if index & Self.chunkMask == 0 {
            chunks.append([])
            chunks[chunks.count - 1].reserveCapacity(1 << Self.chunkBits)
        }
        chunks[index >> Self.chunkBits].append(lot)
        count += 1
        openCount += 1
        if exitMultiple > .zero { enqueue(index) }
    }

    /// Rescales the lot and changes it; a lot left without units is closed: it leaves queue and
    /// member index. O(log open lots) when it closes or when its threshold moved, else O(1).
    mutating func update(_ index: Int, movesThreshold: Bool, _ body: (inout Lot) -> Void) {
        let (splits, ratio) = (splits, ratio)
        change(index) { lot in
            lot.rescale(to: splits, ratio: ratio)
            body(&lot)
        }
        let lot = stored(index)
        if !lot.isOpen {
            openCount -= 1
            unlink(index, lot)
            dequeue(index, at: lot.queuePosition)
        } else if movesThreshold, lot.queuePosition >= 0 {
            siftUp(from: lot.queuePosition)
            siftDown(from: stored(index).queuePosition)
        }
    }

    private mutating func unlink(_ index: Int, _ lot: Lot) {
        if lot.previous >= 0 {
            change(lot.previous) { $0.next = lot.next }
        } else if lot.next >= 0 {
            ends[lot.member]?.first = lot.next
        } else {
            ends[lot.member] = nil
        }
        if lot.next >= 0 {
            change(lot.next) { $0.previous = lot.previous }
            return
        }
        guard lot.previous >= 0 else { return }
        ends[lot.member]?.last = lot.previous
    }

    // MARK: - Exit queue

    private mutating func enqueue(_ index: Int) {
        queue.append(index)
        place(index, at: queue.count - 1)
        siftUp(from: queue.count - 1)
    }

    private mutating func dequeue(_ index: Int, at position: Int) {
        guard position >= 0 else { return }
        precondition(queue[position] == index, "the lot knows its place in the queue")
        change(index) { $0.queuePosition = -1 }
        let moved = queue.removeLast()
        guard moved != index else { return }
        place(moved, at: position)
        siftUp(from: position)
        siftDown(from: stored(moved).queuePosition)
    }

    private mutating func place(_ index: Int, at position: Int) {
        queue[position] = index
        change(index) { $0.queuePosition = position }
    }

    private mutating func siftUp(from start: Int) {
        var position = start
        let index = queue[position]
        while position > 0 {
            let parent = (position - 1) / 2
            guard exitsSooner(index, than: queue[parent]) else { break }
            place(queue[parent], at: position)
            position = parent
        }
        place(index, at: position)
    }

    private mutating func siftDown(from start: Int) {
        var position = start
        let index = queue[position]
        while true {
            var child = 2 * position + 1
            guard child < queue.count else { break }
            if child + 1 < queue.count, exitsSooner(queue[child + 1], than: queue[child]) {
                child += 1
            }
            guard exitsSooner(queue[child], than: index) else { break }
            place(queue[child], at: position)
            position = child
        }
        place(index, at: position)
    }

    /// Smaller threshold first, ties by number. Thresholds are compared exactly: m·p ÷ granted
    /// against m'·p' ÷ granted'. A queued lot's granted never comes near `grantedMax`
    /// (`Pool.exit`), so splits do not change the order and the queue stays valid across them.
    private func exitsSooner(_ one: Int, than other: Int) -> Bool {
        Self.exitsSooner(self[one], id(of: one), than: self[other], id(of: other))
    }

    /// The same of lots as they are after the splits so far, in the book or not.
    static func exitsSooner(
        _ first: Lot, _ one: LotID, than second: Lot, _ other: LotID
    ) -> Bool {
        let (left, right) = (first.exitNumerator, second.exitNumerator)
        if first.granted <= UInt128(UInt64.max), second.granted <= UInt128(UInt64.max) {
            let (ours, theirs) = (UInt128(left) * second.granted, UInt128(right) * first.granted)
            return ours == theirs ? one < other : ours < theirs
        }
        let ours = WideProduct(UInt128(left), second.granted)
        let theirs = WideProduct(UInt128(right), first.granted)
        return ours == theirs ? one < other : ours < theirs
    }

    /// Visits the queued lots in the order of their exits, as they are now, while `body` says so.
    /// O(k log k) for k visits, however many lots there are.
    func visitExits(_ body: (LotID, Lot) -> Bool) {
        var frontier = MinHeap<QueuedExit>()
        func reach(_ position: Int) {
            guard position < queue.count else { return }
            frontier.insert(
                QueuedExit(
                    position: position, id: id(of: queue[position]), lot: self[queue[position]]))
        }
        reach(0)
        while let next = frontier.removeSmallest(), body(next.id, next.lot) {
            reach(2 * next.position + 1)
            reach(2 * next.position + 2)
        }
    }

    private struct QueuedExit: Comparable, Sendable {
        let position: Int
        let id: LotID
        let lot: Lot

        static func < (one: QueuedExit, other: QueuedExit) -> Bool {
            LotBook.exitsSooner(one.lot, one.id, than: other.lot, other.id)
        }
    }

    // MARK: - Inspection

    /// What is wrong with queue or member index, as a sentence; nil when nothing is. O(lots).
    func brokenQueue(expecting members: Int) -> String? {
        if ends.count != members { return "a member without open lots is listed" }
        for (position, index) in queue.enumerated() {
            let lot = stored(index)
            if !lot.isOpen { return "lot \(index + 1) is closed and queued" }
            if lot.queuePosition != position { return "lot \(index + 1) lost its place" }
            if position > 0, exitsSooner(index, than: queue[(position - 1) / 2]) {
                return "lot \(index + 1) is queued too late"
            }
        }
        let queued = (0..<count).count { stored($0).isOpen && stored($0).exitMultiple > .zero }
        return queued == queue.count ? nil : "an open lot with a multiple is not queued"
    }
}
