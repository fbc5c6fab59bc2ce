/// What the books record of later versions of a platform's plan.
package enum PlanEvent: Hashable, Sendable {
    case adopted(PlanAdoption)
    /// The version that is next has come into force.
    case cameIntoForce(version: Int, at: Instant)
}

/// A version that is announced: immutable, and in force some time later.
package struct PlanAdoption: Codable, Hashable, Sendable {
    /// 2, 3, 4, …: version 1 is the one that the platform began with.
    package let version: Int
    package let plan: PoolPlan
    /// The most of the reserve that slices of subsidies may bring in on one day.
    package let sliceRate: BasisPoints
    package let inForceFrom: Instant
    package let at: Instant

    package init(
        version: Int, plan: PoolPlan, sliceRate: BasisPoints, inForceFrom: Instant, at: Instant
    ) {
        self.version = version
        self.plan = plan
        self.sliceRate = sliceRate
        self.inForceFrom = inForceFrom
        self.at = at
    }
}
