/// What an issue of shares is offered under. Times in microseconds since 1970 UTC.
package struct ShareTerms: Message {
    package static let protoName = "tidemark.pool.v1.ShareTerms"

    package var priceFen: Int64 = 0
    /// The most that may be subscribed.
    package var shares: Int64 = 0
    /// Subscriptions are taken from the one time until before the other.
    package var opensUs: Int64 = 0
    package var closesUs: Int64 = 0
    /// From the closing of a successful issue; 0 to 36,500.
    package var lockUpDays: UInt32 = 0
    /// The facts of the listing, without which nothing is offered: the regulator's registration id,
    /// the broker, and the date, YYYY-MM-DD.
    package var registration: String = ""
    package var broker: String = ""
    package var listingDate: String = ""

    package init() {}

    package init(
        priceFen: Int64 = 0, shares: Int64 = 0, opensUs: Int64 = 0, closesUs: Int64 = 0,
        lockUpDays: UInt32 = 0, registration: String = "", broker: String = "",
        listingDate: String = ""
    ) {
        self.priceFen = priceFen
        self.shares = shares
        self.opensUs = opensUs
        self.closesUs = closesUs
        self.lockUpDays = lockUpDays
        self.registration = registration
        self.broker = broker
        self.listingDate = listingDate
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "price_fen", &priceFen)
        try fields.int64(2, "shares", &shares)
        try fields.int64(3, "opens_us", &opensUs)
        try fields.int64(4, "closes_us", &closesUs)
        try fields.uint32(5, "lock_up_days", &lockUpDays)
        try fields.string(6, "registration", &registration)
        try fields.string(7, "broker", &broker)
        try fields.string(8, "listing_date", &listingDate)
    }
}

package enum ProgrammeState: Int32, MessageEnum {
    case unspecified = 0
    case open = 1
    case successful = 2
    /// Members are being given back what they subscribed.
    case failing = 3
    case failed = 4

    package static let protoName = "tidemark.pool.v1.ProgrammeState"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "PROGRAMME_STATE_UNSPECIFIED"
        case .open: "PROGRAMME_STATE_OPEN"
        case .successful: "PROGRAMME_STATE_SUCCESSFUL"
        case .failing: "PROGRAMME_STATE_FAILING"
        case .failed: "PROGRAMME_STATE_FAILED"
        }
    }
}

package struct Programme: Message {
    package static let protoName = "tidemark.pool.v1.Programme"

    package var programme: UInt64 = 0
    package var terms: ShareTerms?
    package var state: ProgrammeState = ProgrammeState.zero
    package var subscribed: Int64 = 0
    package var amountFen: Int64 = 0

    package init() {}

    package init(
        programme: UInt64 = 0, terms: ShareTerms? = nil, state: ProgrammeState = .zero,
        subscribed: Int64 = 0, amountFen: Int64 = 0
    ) {
        self.programme = programme
        self.terms = terms
        self.state = state
        self.subscribed = subscribed
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "programme", &programme)
        try fields.message(2, "terms", &terms)
        try fields.enumeration(3, "state", &state)
        try fields.int64(4, "subscribed", &subscribed)
        try fields.int64(5, "amount_fen", &amountFen)
    }
}

package struct OpenProgrammeRequest: Message {
    package static let protoName = "tidemark.pool.v1.OpenProgrammeRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var terms: ShareTerms?

    package init() {}

    package init(
        requestID: String = "", platform: String = "", terms: ShareTerms? = nil
    ) {
        self.requestID = requestID
        self.platform = platform
        self.terms = terms
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.message(3, "terms", &terms)
    }
}

package struct OpenProgrammeResponse: Message {
    package static let protoName = "tidemark.pool.v1.OpenProgrammeResponse"

    package var programme: UInt64 = 0

    package init() {}

    package init(
        programme: UInt64 = 0
    ) {
        self.programme = programme
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "programme", &programme)
    }
}

/// Converts points of a lot into shares of the open programme.
package struct ConvertRequest: Message {
    package static let protoName = "tidemark.pool.v1.ConvertRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// Must own the lot.
    package var member: UInt64 = 0
    package var lot: UInt64 = 0
    package var programme: UInt64 = 0
    /// Whole shares; at least 1.
    package var shares: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", member: UInt64 = 0, lot: UInt64 = 0,
        programme: UInt64 = 0, shares: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.member = member
        self.lot = lot
        self.programme = programme
        self.shares = shares
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "member", &member)
        try fields.uint64(4, "lot", &lot)
        try fields.uint64(5, "programme", &programme)
        try fields.int64(6, "shares", &shares)
    }
}

package struct ConvertResponse: Message {
    package static let protoName = "tidemark.pool.v1.ConvertResponse"

    /// Of the register.
    package var entry: UInt64 = 0
    package var amountFen: Int64 = 0
    package var units: Int64 = 0
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0

    package init() {}

    package init(
        entry: UInt64 = 0, amountFen: Int64 = 0, units: Int64 = 0, reserveFen: Int64 = 0,
        supplyUnits: Int64 = 0
    ) {
        self.entry = entry
        self.amountFen = amountFen
        self.units = units
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "entry", &entry)
        try fields.int64(2, "amount_fen", &amountFen)
        try fields.int64(3, "units", &units)
        try fields.int64(4, "reserve_fen", &reserveFen)
        try fields.int64(5, "supply_units", &supplyUnits)
    }
}

/// Ends a programme: what was subscribed becomes the operator's capital, or is given back.
package struct CloseProgrammeRequest: Message {
    package static let protoName = "tidemark.pool.v1.CloseProgrammeRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var programme: UInt64 = 0
    package var successful: Bool = false
    /// The operator's evidence, 1 to 128 bytes.
    package var reference: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", programme: UInt64 = 0,
        successful: Bool = false, reference: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.programme = programme
        self.successful = successful
        self.reference = reference
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "programme", &programme)
        try fields.bool(4, "successful", &successful)
        try fields.string(5, "reference", &reference)
    }
}

package struct CloseProgrammeResponse: Message {
    package static let protoName = "tidemark.pool.v1.CloseProgrammeResponse"

    package var shares: Int64 = 0
    package var amountFen: Int64 = 0

    package init() {}

    package init(
        shares: Int64 = 0, amountFen: Int64 = 0
    ) {
        self.shares = shares
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "shares", &shares)
        try fields.int64(2, "amount_fen", &amountFen)
    }
}

/// Gives shares to a founder or to the team, outside points and reserve.
package struct AllotSharesRequest: Message {
    package static let protoName = "tidemark.pool.v1.AllotSharesRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var member: UInt64 = 0
    package var shares: Int64 = 0
    /// 1 to 128 bytes.
    package var reason: String = ""
    /// None is free before the cliff, then in proportion to the time since the start, all at the
    /// end.
    package var startUs: Int64 = 0
    package var cliffUs: Int64 = 0
    package var endUs: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", member: UInt64 = 0, shares: Int64 = 0,
        reason: String = "", startUs: Int64 = 0, cliffUs: Int64 = 0, endUs: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.member = member
        self.shares = shares
        self.reason = reason
        self.startUs = startUs
        self.cliffUs = cliffUs
        self.endUs = endUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "member", &member)
        try fields.int64(4, "shares", &shares)
        try fields.string(5, "reason", &reason)
        try fields.int64(6, "start_us", &startUs)
        try fields.int64(7, "cliff_us", &cliffUs)
        try fields.int64(8, "end_us", &endUs)
    }
}

package struct AllotSharesResponse: Message {
    package static let protoName = "tidemark.pool.v1.AllotSharesResponse"

    package var entry: UInt64 = 0

    package init() {}

    package init(
        entry: UInt64 = 0
    ) {
        self.entry = entry
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "entry", &entry)
    }
}

/// Takes shares out of lock-up, once they are free.
package struct ReleaseSharesRequest: Message {
    package static let protoName = "tidemark.pool.v1.ReleaseSharesRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var entry: UInt64 = 0
    package var shares: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", entry: UInt64 = 0, shares: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.entry = entry
        self.shares = shares
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "entry", &entry)
        try fields.int64(4, "shares", &shares)
    }
}

package struct ReleaseSharesResponse: Message {
    package static let protoName = "tidemark.pool.v1.ReleaseSharesResponse"

    package var released: Int64 = 0

    package init() {}

    package init(
        released: Int64 = 0
    ) {
        self.released = released
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "released", &released)
    }
}
