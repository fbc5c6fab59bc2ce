import Foundation

@testable import Domain

/// A file of `Tests/Fixtures/pool`.
struct PoolScript: Decodable, Sendable {
    var plan: Plan
    var steps: [Step]
    var final: Final

    struct Plan: Decodable, Sendable {
        var opening_price_fen: Int64
        var grant_bps: Int
        var retention_bps: Int
        var exit_multiple_bps: Int
        var split_price_multiple: Int
        var legacy_release_bps: Int
    }

    struct Step: Decodable, Sendable {
        var `do`: String
        var member: UInt64?
        var lot: UInt64?
        var paid: Int64?
        var contribution: Int64?
        var amount: Int64?
        var units: Int64?
        var minimum_payout: Int64?
        var paid_back: Int64?
        var contribution_back: Int64?
        var events: [Event]?
        var refused: String?
    }

    struct Event: Decodable, Equatable, Sendable {
        var event: String
        var reserve: Int64
        var supply: Int64
        var lot: UInt64?
        var member: UInt64?
        var value: Int64?
        var units: Int64?
        var legacy: Int64?
        var amount: Int64?
        var gross: Int64?
        var payout: Int64?
        var returned: Int64?
        var ratio: Int?
        var series: Int?
        var orphaned: Int64?
    }

    struct Final: Decodable, Equatable, Sendable {
        var reserve: Int64
        var supply: Int64
        var orphan: Int64
        var series: Int
        var splits: Int
        var trust: Int64
        var wallets: [String: Int64]
    }
}

enum Fixtures {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    static func script(_ name: String) throws -> PoolScript {
        let file = folder.appendingPathComponent("pool/\(name)")
        return try JSONDecoder().decode(PoolScript.self, from: Data(contentsOf: file))
    }

    static func scriptNames() throws -> [String] {
        try FileManager.default
            .contentsOfDirectory(atPath: folder.appendingPathComponent("pool").path)
            .filter { $0.hasSuffix(".json") }
            .sorted()
    }
}

extension PoolScript.Plan {
    func plan() throws -> PoolPlan {
        try PoolPlan(
            openingPrice: Money(fen: opening_price_fen), grant: BasisPoints(grant_bps),
            retention: BasisPoints(retention_bps), exitMultiple: BasisPoints(exit_multiple_bps),
            splitPriceMultiple: split_price_multiple,
            legacyRelease: BasisPoints(legacy_release_bps))
    }
}

extension PoolScript.Step {
    struct UnknownCommand: Error {
        var name: String
    }

    func command(under plan: PoolPlan) throws -> PoolCommand {
        let lotID = LotID(rawValue: lot ?? 0)
        let money = Money(fen: amount ?? 0)
        switch `do` {
        case "settle":
            return .settle(
                member: MemberID(rawValue: member ?? 0), paid: Money(fen: paid ?? 0),
                contribution: Money(fen: contribution ?? 0), grant: plan.grant)
        case "contribute": return .contribute(money)
        case "inject": return .inject(money)
        case "sell":
            return .sell(
                lot: lotID, units: Points(units: units ?? 0),
                minimumPayout: Money(fen: minimum_payout ?? 0))
        case "clawback":
            return .clawback(
                lot: lotID, paidBack: Money(fen: paid_back ?? 0),
                contributionBack: Money(fen: contribution_back ?? 0))
        case "convert": return .convert(lot: lotID, amount: money)
        case "wind_down": return .windDown
        default: throw UnknownCommand(name: `do`)
        }
    }
}

extension PoolScript.Event {
    init(_ made: PoolEvent) {
        event = ""
        reserve = made.reserve.fen
        supply = made.supply.units
        switch made.change {
        case .granted(let grant):
            (event, lot, member) = ("granted", grant.lot.rawValue, grant.member.rawValue)
            (value, units, legacy) = (grant.value.fen, grant.units.units, grant.legacy.units)
        case .contributed(let sum): (event, amount) = ("contributed", sum.fen)
        case .restored(let sum): (event, amount) = ("restored", sum.fen)
        case .injected(let sum): (event, amount) = ("injected", sum.fen)
        case .setAside(let sum): (event, amount) = ("set_aside", sum.fen)
        case .sold(let sale): take("sold", sale)
        case .exited(let exit): take("exited", exit)
        case .clawedBack(let clawback):
            (event, lot) = ("clawed_back", clawback.lot.rawValue)
            (units, returned) = (clawback.units.units, clawback.returned.fen)
        case .converted(let lotID, let cost, let sum):
            (event, lot, units, amount) = ("converted", lotID.rawValue, cost.units, sum.fen)
        case .reissued(let made):
            (event, lot, units) = ("reissued", made.lot.rawValue, made.units.units)
            amount = made.amount.fen
        case .allotmentOpened: event = "allotment_opened"
        case .allotted(let made):
            (event, lot, member) = ("allotted", made.lot.rawValue, made.member.rawValue)
            (value, units) = (made.value.fen, made.units.units)
        case .allotmentClosed(let burnt): (event, units) = ("allotment_closed", burnt.units)
        case .split(let by): (event, ratio) = ("split", by)
        case .seriesClosed(let ended, let left):
            (event, series, orphaned) = ("series_closed", ended, left.fen)
        case .woundUp(let lotID, let cost, let paid):
            (event, lot, units, payout) = ("wound_up", lotID.rawValue, cost.units, paid.fen)
        case .woundDown: event = "wound_down"
        }
    }

    private mutating func take(_ name: String, _ made: PoolPayout) {
        (event, lot, units) = (name, made.lot.rawValue, made.units.units)
        (gross, payout) = (made.gross.fen, made.payout.fen)
    }
}
