/// What the books record of freezes and of winding down (money.md §9). The movements of winding
/// down are the pool's own.
package enum ControlEvent: Hashable, Sendable {
    case payoutsFrozen(ControlNotice)
    case thawed(ControlScope, ControlNotice)
    case proposed(ControlProposal)
    case confirmed(ControlConfirmation)
}

/// Who did it, when, and why.
package struct ControlNotice: Codable, Hashable, Sendable {
    /// The caller, like `operator/ann`.
    package let by: String
    package let reason: String
    package let at: Instant

    package init(by: String, reason: String, at: Instant) {
        self.by = by
        self.reason = reason
        self.at = at
    }
}

package enum ControlScope: Hashable, Sendable {
    /// Redeeming, converting, approving and sending.
    case payouts
    /// Settling and slices too.
    case pool
}

/// What one operator proposes and another confirms.
package enum ControlAction: Codable, Hashable, Sendable {
    case freeze
    case windDown
    /// Of a freeze that the audit made.
    case thawPayouts
}

package struct ControlProposal: Codable, Hashable, Sendable {
    /// 1, 2, 3, … in order of proposing.
    package let number: UInt64
    package let action: ControlAction
    package let notice: ControlNotice
    /// How long a freeze lasts; 0 for other actions.
    package let days: Int
    /// Winding down begins without notice, as only sandbox platforms may.
    package let skipsNotice: Bool

    package init(
        number: UInt64, action: ControlAction, notice: ControlNotice, days: Int,
        skipsNotice: Bool
    ) {
        self.number = number
        self.action = action
        self.notice = notice
        self.days = days
        self.skipsNotice = skipsNotice
    }
}

package struct ControlConfirmation: Hashable, Sendable {
    package let proposal: UInt64
    package let action: ControlAction
    package let by: String
    package let at: Instant
    /// The end of a freeze, the end of the notice of winding down; else `at`.
    package let until: Instant

    package init(
        proposal: UInt64, action: ControlAction, by: String, at: Instant, until: Instant
    ) {
        self.proposal = proposal
        self.action = action
        self.by = by
        self.at = at
        self.until = until
    }
}
