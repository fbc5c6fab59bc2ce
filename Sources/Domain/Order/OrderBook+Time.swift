// What time does to orders, and what moves time.
extension OrderBook {
    /// Deadlines that have come, in order of their time: the event is of the deadline's own time,
    /// so that it does not matter when somebody looked.
    func passTime(
        atMost count: Int, _ returnDays: Int, at now: Instant
    ) throws(OrderRejection) -> [OrderEvent] {
        guard (1...OrderLimits.passedMax).contains(count) else { throw .batchOutOfRange(count) }
        try Self.check(returnDays: returnDays)
        return passedDeadlines(count, at: now).compactMap { passed in
            guard let order = orders[passed.order] else { return nil }
            return order.stage == .created
                ? .expired(passed.order)
                : received(passed.order, at: passed.at, returnDays, byItself: true)
        }
    }

    /// At most `count` deadlines that have come by `now`. O(count · log count).
    package func passedDeadlines(_ count: Int, at now: Instant) -> [OrderDeadline] {
        deadlines.passed(count, at: now) { orders[$0.order]?.deadline == $0.at }
    }

    func moveClock(by step: Int64) throws(OrderRejection) -> OrderEvent {
        guard let moved = clock.moved(by: step) else {
            throw .clockMoveOutOfRange(step, ahead: clock.aheadMicroseconds)
        }
        return .clockMoved(by: step, ahead: moved.aheadMicroseconds)
    }
}
