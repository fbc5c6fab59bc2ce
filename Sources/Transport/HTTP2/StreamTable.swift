/// The streams of a session by their ids.
///
/// A peer's ids go up in steps of two, so nearly every stream lies in the slot its id names, and a
/// look-up is one comparison: hashing an id the general way would cost more than all else that is
/// done for a frame.
struct StreamTable {
    /// A power of two, at most half of it filled; a stream lies at or behind its own slot, with
    /// no gap between.
    private var slots: [HTTP2Stream?] = []
    private var ids: [Int32] = []
    private(set) var count = 0

    private static let slotsMin = 16
    /// An empty table of more slots is let go of; of fewer it is kept, for calls come in bursts.
    private static let slotsKept = 256

    var isEmpty: Bool { count == 0 }

    /// In no particular order. O(slots).
    var all: [HTTP2Stream] { slots.compactMap { $0 } }

    private func home(of id: Int32) -> Int { Int(id >> 1) & (ids.count - 1) }

    subscript(id: Int32) -> HTTP2Stream? {
        guard count > 0, id > 0 else { return nil }
        var slot = home(of: id)
        while ids[slot] != id {
            guard ids[slot] != 0 else { return nil }
            slot = (slot + 1) & (ids.count - 1)
        }
        return slots[slot]
    }

    /// Takes in a stream whose id is positive and not in the table.
    mutating func insert(_ stream: HTTP2Stream) {
        precondition(stream.id > 0 && self[stream.id] == nil, "a stream has an id of its own")
        if (count + 1) * 2 > ids.count { resize(to: max(Self.slotsMin, ids.count * 2)) }
        place(stream)
        count += 1
    }

    private mutating func place(_ stream: HTTP2Stream) {
        var slot = home(of: stream.id)
        while ids[slot] != 0 { slot = (slot + 1) & (ids.count - 1) }
        ids[slot] = stream.id
        slots[slot] = stream
    }

    private mutating func resize(to size: Int) {
        let streams = all
        slots = [HTTP2Stream?](repeating: nil, count: size)
        ids = [Int32](repeating: 0, count: size)
        for stream in streams { place(stream) }
    }

    /// Takes the stream out and answers it.
    mutating func remove(_ id: Int32) -> HTTP2Stream? {
        guard count > 0, id > 0 else { return nil }
        var slot = home(of: id)
        while ids[slot] != id {
            guard ids[slot] != 0 else { return nil }
            slot = (slot + 1) & (ids.count - 1)
        }
        let stream = slots[slot]
        closeGap(at: slot)
        count -= 1
        if count == 0, ids.count > Self.slotsKept { self = StreamTable() }
        return stream
    }

    /// Moves back what lies behind the gap and would not be found any more.
    private mutating func closeGap(at start: Int) {
        let mask = ids.count - 1
        var gap = start
        var slot = (start + 1) & mask
        while ids[slot] != 0 {
            let distance = (slot - home(of: ids[slot])) & mask
            if distance >= (slot - gap) & mask {
                ids[gap] = ids[slot]
                slots[gap] = slots[slot]
                gap = slot
            }
            slot = (slot + 1) & mask
        }
        ids[gap] = 0
        slots[gap] = nil
    }
}
