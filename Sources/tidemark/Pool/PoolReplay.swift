import Domain

/// Runs a script on a pool of its own and says, a JSON object per line, what happened.
struct PoolReplay {
    private var pool: Pool

    init(plan: PoolPlan) { pool = Pool(plan: plan) }

    /// Gives every line to `write`: `{"step":0,"events":[…]}` or `{"step":0,"refused":"code"}`,
    /// then `{"final":{…}}`. Keys and values are those of the pool's test vectors.
    static func run(_ script: PoolScript, write: (String) -> Void) {
        var replay = PoolReplay(plan: script.plan)
        for (number, command) in script.commands.enumerated() {
            write(replay.line(step: number, command))
        }
        write(replay.final)
    }

    private mutating func line(step: Int, _ command: PoolCommand) -> String {
        do throws(PoolRejection) {
            let events = try pool.execute(command).map(Self.json)
            return JSONText.object([("step", "\(step)"), ("events", JSONText.array(events))])
        } catch {
            return JSONText.object([
                ("step", "\(step)"), ("refused", JSONText.quoted(error.rawValue)),
            ])
        }
    }

    private var final: String {
        let wallets = pool.payouts().sorted { $0.key < $1.key }.map { member, sum in
            ("\(member)", "\(sum.fen)")
        }
        let figures = Self.object([
            ("reserve", pool.reserve.fen), ("supply", pool.supply.units),
            ("orphan", pool.orphan.fen), ("series", Int64(pool.series)),
            ("splits", Int64(pool.splits)), ("trust", pool.trust.units),
        ])
        return "{\"final\":\(figures.dropLast()),\"wallets\":\(JSONText.object(wallets))}}"
    }

    private static func json(_ event: PoolEvent) -> String {
        let (name, figures) = parts(of: event.change)
        let after = [("reserve", event.reserve.fen), ("supply", event.supply.units)]
        return "{\"event\":\"\(name)\",\(object(figures + after).dropFirst())"
    }

    private static func object(_ figures: [(String, Int64)]) -> String {
        JSONText.object(figures.map { ($0.0, "\($0.1)") })
    }

    private static func parts(of change: PoolChange) -> (String, [(String, Int64)]) {
        switch change {
        case .granted(let grant):
            let units = [("units", grant.units.units), ("legacy", grant.legacy.units)]
            let member = ("member", Int64(clamping: grant.member.rawValue))
            return ("granted", [lot(grant.lot), member, ("value", grant.value.fen)] + units)
        case .contributed(let amount): return ("contributed", [("amount", amount.fen)])
        case .restored(let amount): return ("restored", [("amount", amount.fen)])
        case .injected(let amount): return ("injected", [("amount", amount.fen)])
        case .setAside(let amount): return ("set_aside", [("amount", amount.fen)])
        case .sold(let sale): return ("sold", figures(of: sale))
        case .exited(let exit): return ("exited", figures(of: exit))
        case .clawedBack(let made):
            let sums = [("units", made.units.units), ("returned", made.returned.fen)]
            return ("clawed_back", [lot(made.lot)] + sums)
        case .converted(let id, let units, let amount):
            return ("converted", [lot(id), ("units", units.units), ("amount", amount.fen)])
        case .reissued(let made):
            return ("reissued", [lot(made.lot), ("units", made.units.units)])
        case .allotmentOpened: return ("allotment_opened", [])
        case .allotted(let made):
            let member = ("member", Int64(clamping: made.member.rawValue))
            return ("allotted", [lot(made.lot), member, ("units", made.units.units)])
        case .allotmentClosed(let burnt): return ("burnt", [("units", burnt.units)])
        case .split(let ratio): return ("split", [("ratio", Int64(ratio))])
        case .seriesClosed(let series, let orphaned):
            return ("series_closed", [("series", Int64(series)), ("orphaned", orphaned.fen)])
        case .woundUp(let id, let units, let payout):
            return ("wound_up", [lot(id), ("units", units.units), ("payout", payout.fen)])
        case .woundDown: return ("wound_down", [])
        }
    }

    private static func lot(_ id: LotID) -> (String, Int64) {
        ("lot", Int64(clamping: id.rawValue))
    }

    private static func figures(of made: PoolPayout) -> [(String, Int64)] {
        [
            lot(made.lot), ("units", made.units.units), ("gross", made.gross.fen),
            ("payout", made.payout.fen),
        ]
    }
}
