package struct PlanAdopted: Message {
    package static let protoName = "tidemark.pool.v1.PlanAdopted"

    package var version: UInt32 = 0
    package var plan: Plan?
    package var inForceFromUs: Int64 = 0
    package var atUs: Int64 = 0

    package init() {}

    package init(
        version: UInt32 = 0, plan: Plan? = nil, inForceFromUs: Int64 = 0, atUs: Int64 = 0
    ) {
        self.version = version
        self.plan = plan
        self.inForceFromUs = inForceFromUs
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "version", &version)
        try fields.message(2, "plan", &plan)
        try fields.int64(3, "in_force_from_us", &inForceFromUs)
        try fields.int64(4, "at_us", &atUs)
    }
}

package struct PlanInForce: Message {
    package static let protoName = "tidemark.pool.v1.PlanInForce"

    package var version: UInt32 = 0
    package var atUs: Int64 = 0

    package init() {}

    package init(
        version: UInt32 = 0, atUs: Int64 = 0
    ) {
        self.version = version
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "version", &version)
        try fields.int64(2, "at_us", &atUs)
    }
}
