import Glibc
import Wire

enum SharesText {
    /// Wall time since 1970 UTC.
    static func nowMicroseconds() -> Int64 {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    static func lines(_ reply: ConvertResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("entry of the register", "\(reply.entry)")
        sheet.add("left the reserve", "\(FigureText.yuan(reply.amountFen)) yuan")
        sheet.add("points converted", FigureText.points(reply.units))
        sheet.add(
            "price now",
            "\(FigureText.price(reserveFen: reply.reserveFen, supplyUnits: reply.supplyUnits)) "
                + "yuan per point")
        return sheet.lines
    }

    static func lines(
        _ reply: CloseProgrammeResponse, _ ending: SharesCommands.Close.Ending
    ) -> [String] {
        let sum =
            "\(FigureText.count(UInt64(clamping: reply.shares))) shares, "
            + "\(FigureText.yuan(reply.amountFen)) yuan"
        return switch ending {
        case .successful: ["  issued: \(sum)"]
        case .failed: ["  given back into points: \(sum)"]
        }
    }

    static func table(_ programmes: [Programme]) -> [String] {
        guard !programmes.isEmpty else { return ["  no programmes"] }
        var table = Table(
            ("programme", .right), ("state", .left), ("price", .right), ("offered", .right),
            ("subscribed", .right), ("yuan", .right), ("listing", .left))
        for programme in programmes {
            let terms = programme.terms ?? ShareTerms()
            table.add(
                "\(programme.programme)", EnumText.words(programme.state),
                FigureText.yuan(terms.priceFen),
                FigureText.count(UInt64(clamping: terms.shares)),
                FigureText.count(UInt64(clamping: programme.subscribed)),
                FigureText.yuan(programme.amountFen),
                "\(terms.listingDate), \(terms.broker), \(terms.registration)")
        }
        return table.lines
    }

    static func table(_ register: GetRegisterResponse) -> [String] {
        guard !register.holdings.isEmpty else { return ["  nobody holds shares"] }
        var table = Table(("member", .right), ("shares", .right), ("unlocked", .right))
        for holding in register.holdings {
            table.add(
                "\(holding.member)", FigureText.count(UInt64(clamping: holding.shares)),
                FigureText.count(UInt64(clamping: holding.unlocked)))
        }
        let all = FigureText.count(UInt64(clamping: register.shares))
        return table.lines + ["", "  \(all) shares in all, as of entry \(register.sequence)"]
    }

    static func table(_ entries: [ShareEntry]) -> [String] {
        guard !entries.isEmpty else { return ["  no entries"] }
        var table = Table(
            ("entry", .right), ("shares", .right), ("from", .left), ("released", .right),
            ("free now", .right))
        for entry in entries {
            let origin =
                entry.programme == 0
                ? entry.reason
                : "programme \(entry.programme)" + (entry.returned ? ", given back" : "")
            table.add(
                "\(entry.entry)", FigureText.count(UInt64(clamping: entry.shares)), origin,
                FigureText.count(UInt64(clamping: entry.released)),
                FigureText.count(UInt64(clamping: entry.free)))
        }
        return table.lines
    }
}
