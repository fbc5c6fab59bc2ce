/// Something with a moment at which it is over, watched by a `DeadlineWheel`.
class DeadlineEntry {
    /// The wheel's tick at which the moment has passed; negative while nobody watches.
    fileprivate var tick: Int64 = -1
    /// Its place in the wheel's slot.
    fileprivate var place = 0

    /// The moment has passed. The wheel does not watch any more.
    func deadlinePassed() {}
}

/// The deadlines of a loop: nearly all are taken back before they pass, so that to watch one and
/// to take it back must cost next to nothing. Both are O(1) and allocate nothing in the long run.
///
/// A hashed wheel: a slot for each tick of 4.2 ms, used again every 17 s; what lies further ahead
/// waits in its slot for later rounds. A deadline is seen at the end of its tick, never early.
struct DeadlineWheel {
    static let tickShift: Int64 = 22
    private static let slotsCount = 4_096

    private var slots = [[DeadlineEntry]](repeating: [], count: slotsCount)
    private(set) var count = 0
    /// Every tick up to this one has been looked at.
    private var seenTick: Int64 = 0

    private static func slot(of tick: Int64) -> Int { Int(tick) & (slotsCount - 1) }

    /// Watches `entry` and answers the tick at which it will have passed. What is watched already
    /// gets the new moment.
    mutating func watch(_ entry: DeadlineEntry, until nanoseconds: Int64) -> Int64 {
        forget(entry)
        let rest: Int64 = nanoseconds & (1 << Self.tickShift - 1)
        let tick = max(seenTick + 1, nanoseconds >> Self.tickShift + (rest == 0 ? 0 : 1))
        let slot = Self.slot(of: tick)
        entry.tick = tick
        entry.place = slots[slot].count
        slots[slot].append(entry)
        count += 1
        return tick
    }

    /// Watches `entry` no more; nothing if nobody did.
    mutating func forget(_ entry: DeadlineEntry) {
        guard entry.tick >= 0 else { return }
        let slot = Self.slot(of: entry.tick)
        entry.tick = -1
        count -= 1
        let last = slots[slot].removeLast()
        guard last !== entry else { return }
        last.place = entry.place
        slots[slot][entry.place] = last
    }

    /// Takes out what has passed at `nanoseconds`. O(ticks since the last call + entries there).
    mutating func takePassed(at nanoseconds: Int64) -> [DeadlineEntry] {
        let now = nanoseconds >> Self.tickShift
        guard now > seenTick else { return [] }
        let first = max(seenTick + 1, now - Int64(Self.slotsCount) + 1)
        seenTick = now
        guard count > 0 else { return [] }
        var passed: [DeadlineEntry] = []
        for tick in first...now {
            for entry in slots[Self.slot(of: tick)] where entry.tick <= now {
                passed.append(entry)
            }
        }
        for entry in passed { forget(entry) }
        return passed
    }

    /// The next tick at which something may have passed; nil while nothing is watched.
    var nextTick: Int64? {
        guard count > 0 else { return nil }
        for tick in (seenTick + 1)...(seenTick + Int64(Self.slotsCount))
        where !slots[Self.slot(of: tick)].isEmpty { return tick }
        return nil
    }
}

extension Loop {
    /// Has `entry` told when `deadline` has passed, unless it is forgotten before.
    func watch(_ entry: DeadlineEntry, _ deadline: Deadline) {
        let tick = deadlines.watch(entry, until: deadline.uptimeNanoseconds)
        if tick < wakeTick { wake(at: tick) }
    }

    func forget(_ entry: DeadlineEntry) { deadlines.forget(entry) }

    private func wake(at tick: Int64) {
        wakeTimer?.cancel()
        wakeTick = tick
        let nanoseconds = max(0, tick << DeadlineWheel.tickShift - Deadline.now)
        wakeTimer = schedule(nanoseconds: nanoseconds) { [self] in tellPassed() }
    }

    private func tellPassed() {
        wakeTimer = nil
        wakeTick = .max
        for entry in deadlines.takePassed(at: Deadline.now) { entry.deadlinePassed() }
        if let next = deadlines.nextTick { wake(at: next) }
    }
}
