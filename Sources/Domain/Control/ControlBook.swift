/// What of a platform is frozen, and whether it winds down.
package struct ControlBook: Codable, Equatable, Sendable {
    package static let freezeDaysMax = 14
    package static let windDownNoticeDays: Int64 = 30
    package static let reasonBytesMax = 500
    /// A proposal that nobody confirmed for so long is forgotten.
    package static let proposalDaysMax: Int64 = 7
    package static let proposalsMax = 100

    /// Why and by whom payouts are frozen; nil when they are not.
    package private(set) var payouts: ControlNotice?
    /// The pool's freeze; over when its time is.
    package private(set) var freeze: Freeze?
    /// When winding down may begin; set once, by two operators.
    package private(set) var windDownFrom: Instant?
    package private(set) var proposals: [UInt64: ControlProposal] = [:]
    package private(set) var nextProposal: UInt64 = 1

    package struct Freeze: Codable, Equatable, Sendable {
        package let until: Instant
        package let reason: String
    }

    init() {}

    /// The freeze of the pool that is in force at `at`.
    package func freeze(at: Instant) -> Freeze? {
        guard let freeze, at < freeze.until else { return nil }
        return freeze
    }

    static func expiry(of proposal: ControlProposal) -> Instant {
        proposal.notice.at.advanced(
            by: proposalDaysMax * ShanghaiDay.microsecondsPerDay)
    }

    mutating func enter(_ event: ControlEvent) {
        switch event {
        case .payoutsFrozen(let notice): payouts = notice
        case .thawed(.payouts, _): payouts = nil
        case .thawed(.pool, _): freeze = nil
        case .proposed(let proposal):
            // What has expired is put away when something new comes.
            proposals = proposals.filter { Self.expiry(of: $0.value) > proposal.notice.at }
            proposals[proposal.number] = proposal
            nextProposal = proposal.number + 1
        case .confirmed(let made):
            let proposal = proposals.removeValue(forKey: made.proposal)
            switch made.action {
            case .freeze:
                freeze = Freeze(until: made.until, reason: proposal?.notice.reason ?? "")
            case .windDown: windDownFrom = made.until
            case .thawPayouts: payouts = nil
            }
        }
    }
}

/// What a freeze or winding down may refuse. Refunds are never refused by either.
package enum ControlledAct: Sendable {
    /// New money for an order.
    case receipt
    case settlement
    /// A slice of a subsidy.
    case injection
    /// Redeeming, converting, approving, sending.
    case payout
}

extension PoolBooks {
    /// Refuses an act that is frozen at `at`. O(1).
    package func permit(_ act: ControlledAct, at: Instant) throws(ControlRejection) {
        switch act {
        case .receipt:
            guard pool.phase == .running else { throw .woundDown }
            if let from = control.windDownFrom { throw .windingDown(until: from) }
        case .settlement, .injection:
            if let freeze = control.freeze(at: at) {
                throw .poolFrozen(until: freeze.until, reason: freeze.reason)
            }
        case .payout:
            if let frozen = control.payouts { throw .payoutsFrozen(reason: frozen.reason) }
            if let freeze = control.freeze(at: at) { throw .payoutsFrozen(reason: freeze.reason) }
        }
    }
}
