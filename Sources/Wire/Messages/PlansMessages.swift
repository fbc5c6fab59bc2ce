/// Announces the next version. Lots keep their multiple and their retention (a lower one applies
/// to them too), orders the grant rate of the version in force when they were paid; opening price
/// and split ratio change when a series ends.
package struct AdoptPlanRequest: Message {
    package static let protoName = "tidemark.pool.v1.AdoptPlanRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var plan: Plan?
    /// At least 7 days ahead, except on sandbox platforms; microseconds since 1970 UTC.
    package var inForceFromUs: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", plan: Plan? = nil, inForceFromUs: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.plan = plan
        self.inForceFromUs = inForceFromUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.message(3, "plan", &plan)
        try fields.int64(4, "in_force_from_us", &inForceFromUs)
    }
}

package struct AdoptPlanResponse: Message {
    package static let protoName = "tidemark.pool.v1.AdoptPlanResponse"

    package var version: UInt32 = 0

    package init() {}

    package init(
        version: UInt32 = 0
    ) {
        self.version = version
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "version", &version)
    }
}

/// A version of a plan, which never changes.
package struct PlanVersion: Message {
    package static let protoName = "tidemark.pool.v1.PlanVersion"

    package var version: UInt32 = 0
    package var plan: Plan?
    package var inForceFromUs: Int64 = 0
    /// When it came into force; 0 while it is announced.
    package var inForceUs: Int64 = 0
    package var adoptedUs: Int64 = 0

    package init() {}

    package init(
        version: UInt32 = 0, plan: Plan? = nil, inForceFromUs: Int64 = 0, inForceUs: Int64 = 0,
        adoptedUs: Int64 = 0
    ) {
        self.version = version
        self.plan = plan
        self.inForceFromUs = inForceFromUs
        self.inForceUs = inForceUs
        self.adoptedUs = adoptedUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "version", &version)
        try fields.message(2, "plan", &plan)
        try fields.int64(3, "in_force_from_us", &inForceFromUs)
        try fields.int64(4, "in_force_us", &inForceUs)
        try fields.int64(5, "adopted_us", &adoptedUs)
    }
}

package struct GetPlanRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetPlanRequest"

    package var platform: String = ""
    /// 0 means the version in force.
    package var version: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", version: UInt32 = 0
    ) {
        self.platform = platform
        self.version = version
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint32(2, "version", &version)
    }
}

package struct GetPlanResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetPlanResponse"

    package var plan: PlanVersion?

    package init() {}

    package init(
        plan: PlanVersion? = nil
    ) {
        self.plan = plan
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "plan", &plan)
    }
}

package struct ListPlansRequest: Message {
    package static let protoName = "tidemark.pool.v1.ListPlansRequest"

    package var platform: String = ""
    /// Lists versions above this one.
    package var afterVersion: UInt32 = 0
    /// 1 to 1,000; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", afterVersion: UInt32 = 0, limit: UInt32 = 0
    ) {
        self.platform = platform
        self.afterVersion = afterVersion
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint32(2, "after_version", &afterVersion)
        try fields.uint32(3, "limit", &limit)
    }
}

package struct ListPlansResponse: Message {
    package static let protoName = "tidemark.pool.v1.ListPlansResponse"

    package var plans: [PlanVersion] = []
    /// The one in force.
    package var version: UInt32 = 0

    package init() {}

    package init(
        plans: [PlanVersion] = [], version: UInt32 = 0
    ) {
        self.plans = plans
        self.version = version
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "plans", &plans)
        try fields.uint32(2, "version", &version)
    }
}
