/// The versions of a plan that are announced and not in force yet. Those in force, now or once,
/// are `PoolBooks.plans`.
package struct PlanBook: Codable, Equatable, Sendable {
    /// Members are told of a change so long before it is in force.
    package static let noticeMicroseconds = 7 * ShanghaiDay.microsecondsPerDay
    package static let announcedMax = 100

    /// In order of their versions, and so of the times from which they are in force.
    package private(set) var announced: [PlanAdoption] = []

    init() {}

    /// The next version, once its time has come.
    package func due(at: Instant) -> PlanAdoption? {
        announced.first.flatMap { $0.inForceFrom <= at ? $0 : nil }
    }

    mutating func announce(_ adoption: PlanAdoption) { announced.append(adoption) }

    mutating func takeNext() -> PlanAdoption { announced.removeFirst() }
}

extension PoolBooks {
    /// Announces the next version of the plan, to be in force from some moment on. A sandbox
    /// platform may skip the notice; what is due at once comes into force with the command.
    package mutating func announce(
        _ plan: PoolPlan, sliceRate: BasisPoints, inForceFrom: Instant, at: Instant
    ) throws(PlanRejection) -> [BookEvent] {
        let adoption = PlanAdoption(
            version: plans.count + planned.announced.count + 1, plan: plan, sliceRate: sliceRate,
            inForceFrom: inForceFrom, at: at)
        try check(adoption)
        let event = BookEvent.plan(.adopted(adoption))
        record(event)
        return [event] + bringIntoForce(at: at)
    }

    private func check(_ adoption: PlanAdoption) throws(PlanRejection) {
        guard pool.phase == .running else { throw .woundDown }
        guard planned.announced.count < PlanBook.announcedMax else {
            throw .tooManyVersions(planned.announced.count)
        }
        let earliest = adoption.at.advanced(by: PlanBook.noticeMicroseconds)
        guard isSandbox || adoption.inForceFrom >= earliest else {
            throw .noticeTooShort(from: adoption.inForceFrom, earliest: earliest)
        }
        if let last = planned.announced.last?.inForceFrom, adoption.inForceFrom < last {
            throw .beforeTheLast(from: adoption.inForceFrom, last: last)
        }
    }

    /// Puts every version in force whose time has come. Lots keep what they were granted under,
    /// as `Pool.adopt` says.
    package mutating func bringIntoForce(at: Instant) -> [BookEvent] {
        guard pool.phase == .running else { return [] }
        var events: [BookEvent] = []
        while let due = planned.due(at: at) {
            let event = BookEvent.plan(.cameIntoForce(version: due.version, at: at))
            record(event)
            events.append(event)
        }
        return events
    }

    /// Whether these books would have recorded the event.
    func accepts(_ event: PlanEvent) -> Bool {
        switch event {
        case .adopted(let adoption):
            guard adoption.version == plans.count + planned.announced.count + 1 else {
                return false
            }
            do throws(PlanRejection) { try check(adoption) } catch { return false }
            return true
        case .cameIntoForce(let version, let at):
            return pool.phase == .running && planned.due(at: at)?.version == version
        }
    }
}
