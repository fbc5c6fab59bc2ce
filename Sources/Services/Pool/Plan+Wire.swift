package import Domain
package import Transport
package import Wire

extension PoolPlan {
    package init(_ message: Plan) throws(RPCError) {
        self = try refusing { () throws(PoolPlanRejection) in
            try PoolPlan(
                openingPrice: Money(fen: message.openingPriceFen),
                grant: BasisPoints(Int(message.grantBps)),
                retention: BasisPoints(Int(message.retentionBps)),
                exitMultiple: BasisPoints(Int(message.exitMultipleBps)),
                splitPriceMultiple: Int(message.splitPriceMultiple),
                legacyRelease: BasisPoints(Int(message.legacyReleaseBps)))
        }
    }
}

extension Plan {
    /// The most of the reserve that slices of subsidies may bring in on one day.
    var sliceRate: BasisPoints {
        injectionSliceBps == 0
            ? SubsidyBook.sliceRateMax
            : min(SubsidyBook.sliceRateMax, BasisPoints(Int(injectionSliceBps)))
    }

    /// Refuses what no rule of the pool checks: reward rates beyond the whole, a return window
    /// that is too long, or none where money is real.
    func check(sandbox: Bool) throws(RPCError) {
        let rewards = UInt64(directBps) + UInt64(indirectBps)
        guard rewards <= 10_000 else {
            throw RPCError.malformed(
                "direct_bps", "direct_bps and indirect_bps sum to \(rewards); state at most 10000")
        }
        guard returnDays <= UInt32(OrderLimits.returnDaysMax) else {
            throw RPCError.malformed(
                "return_days",
                "return_days is \(returnDays); state at most \(OrderLimits.returnDaysMax)")
        }
        guard sandbox || returnDays >= 7 else {
            throw RPCError.malformed(
                "return_days",
                "return_days is \(returnDays); members may return goods for at least 7 days, "
                    + "except on a sandbox platform")
        }
        guard injectionSliceBps <= UInt32(SubsidyBook.sliceRateMax.rawValue) else {
            throw RPCError.malformed(
                "injection_slice_bps",
                "injection_slice_bps is \(injectionSliceBps); state 1 to "
                    + "\(SubsidyBook.sliceRateMax.rawValue), or 0 for the most")
        }
        guard coinShareBps <= UInt32(BasisPoints.whole.rawValue) else {
            throw RPCError.malformed(
                "coin_share_bps",
                "coin_share_bps is \(coinShareBps); state 0 for no coins, to "
                    + "\(BasisPoints.whole.rawValue) for the whole price")
        }
        guard unallocated == .platform else {
            throw RPCError.malformed(
                "unallocated", "unallocated must say that the rest stays with the platform")
        }
    }
}
