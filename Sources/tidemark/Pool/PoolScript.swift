import Domain
import Foundation

/// A plan and the commands that a pool is asked to run, one after the other, as a JSON file:
///
///     { "plan":  {"opening_price_fen": 100, "grant_bps": 7000, …},
///       "steps": [{"do": "settle", "member": 1, "paid": 100000, "contribution": 30000}, …] }
///
/// Outcomes that the file expects (`events`, `refused`, `final`) are not read.
struct PoolScript: Sendable {
    /// Bytes of a file: some 3 million steps.
    static let fileBytesMax = 256 << 20

    let plan: PoolPlan
    let commands: [PoolCommand]

    /// Refused with the step and the key at fault. The whole file is read before anything runs.
    init(parsing bytes: Data) throws(Failure) {
        guard bytes.count <= Self.fileBytesMax else {
            throw Failure(
                .malformedInput,
                "the file has \(bytes.count) bytes; give at most \(Self.fileBytesMax)")
        }
        let file = try JSONObject(try JSONValue(parsing: bytes), place: "the file")
        let plan = try Self.plan(try file.object("plan", place: "plan"))
        self.plan = plan
        var commands: [PoolCommand] = []
        for (number, step) in try file.list("steps").enumerated() {
            let object = try JSONObject(step, place: "step \(number)")
            commands.append(try Self.command(object, under: plan))
        }
        self.commands = commands
    }

    private static func plan(_ object: JSONObject) throws(Failure) -> PoolPlan {
        let openingPrice = Money(fen: try object.whole("opening_price_fen"))
        let grant = BasisPoints(Int(try object.whole("grant_bps")))
        let retention = BasisPoints(Int(try object.whole("retention_bps")))
        let exitMultiple = BasisPoints(Int(try object.whole("exit_multiple_bps")))
        let splitPriceMultiple = Int(try object.whole("split_price_multiple"))
        let legacyRelease = BasisPoints(Int(try object.whole("legacy_release_bps")))
        do throws(PoolPlanRejection) {
            return try PoolPlan(
                openingPrice: openingPrice, grant: grant, retention: retention,
                exitMultiple: exitMultiple, splitPriceMultiple: splitPriceMultiple,
                legacyRelease: legacyRelease)
        } catch {
            throw Failure(.malformedInput, "plan: \(error.sentence)")
        }
    }

    private static func command(
        _ step: JSONObject, under plan: PoolPlan
    ) throws(Failure) -> PoolCommand {
        switch try step.text("do") {
        case "settle":
            return .settle(
                member: try step.member(), paid: try step.money("paid"),
                contribution: try step.money("contribution"), grant: plan.grant)
        case "contribute": return .contribute(try step.money("amount"))
        case "inject": return .inject(try step.money("amount"))
        case "sell":
            return .sell(
                lot: try step.lot(), units: Points(units: try step.whole("units")),
                minimumPayout: Money(fen: try step.whole("minimum_payout", absent: 0)))
        case "clawback":
            return .clawback(
                lot: try step.lot(), paidBack: try step.money("paid_back"),
                contributionBack: try step.money("contribution_back"))
        case "convert":
            return .convert(lot: try step.lot(), amount: try step.money("amount"))
        case "wind_down": return .windDown
        case let other:
            throw step.fault(
                "do", .text(other),
                "give settle, contribute, inject, sell, clawback, convert or wind_down")
        }
    }
}

extension JSONObject {
    fileprivate func money(_ key: String) throws(Failure) -> Money { Money(fen: try whole(key)) }

    fileprivate func member() throws(Failure) -> MemberID {
        let number = try whole("member")
        guard number >= 1 else { throw fault("member", .whole(number), "give 1 or more") }
        return MemberID(rawValue: UInt64(number))
    }

    /// Any number: one that was never given is for the pool to refuse.
    fileprivate func lot() throws(Failure) -> LotID {
        LotID(rawValue: UInt64(clamping: try whole("lot")))
    }
}
