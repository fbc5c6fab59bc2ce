import Transparency
import Wire

enum LegacyText {
    /// Faults of a file that are shown; the rest are counted. The whole list is in the reply.
    private static let faultsShownMax = 1_000

    /// Refused, with every faulty line by number, unless all lines are good.
    static func read(_ path: String) throws(Failure) -> (ClaimFile, Digest) {
        let bytes = Array(try InputFile.read(path))
        let claims = ClaimFile(parsing: bytes)
        guard claims.faults.isEmpty else {
            let shown = claims.faults.prefix(faultsShownMax).map { "\($0)" }
            let more = claims.faults.count - shown.count
            let rest = more > 0 ? ["and \(more) more"] : []
            throw Failure(
                .malformedInput,
                "\(path): nothing was sent. \((shown + rest).joined(separator: "; "))")
        }
        return (claims, Digest.hash(bytes))
    }

    static func lines(_ outcome: ClaimImporter.Outcome) -> [String] {
        var sheet = Sheet()
        sheet.add("claims of the file", FigureText.count(outcome.rows))
        sheet.add(
            "taken",
            "\(FigureText.count(outcome.taken)), over \(FigureText.yuan(outcome.takenFen)) yuan")
        sheet.add("refused", FigureText.count(outcome.refused.count))
        guard !outcome.refused.isEmpty else { return sheet.lines }
        var table = Table(("line", .right), ("reason", .left), ("what to do", .left))
        for row in outcome.refused { table.add("\(row.line)", row.reason, row.sentence) }
        return sheet.lines + [""] + table.lines
    }

    static func json(_ outcome: ClaimImporter.Outcome, _ hash: Digest) -> String {
        let refused = outcome.refused.map { row in
            JSONText.object([
                ("line", "\(row.line)"), ("reason", JSONText.quoted(row.reason)),
                ("sentence", JSONText.quoted(row.sentence)),
            ])
        }
        return JSONText.object([
            ("file_sha256", JSONText.quoted(hash.hex)), ("rows", "\(outcome.rows)"),
            ("taken", "\(outcome.taken)"), ("taken_fen", "\(outcome.takenFen)"),
            ("refused", "[\(refused.joined(separator: ","))]"),
        ])
    }

    static func lines(_ reply: AllotResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("allotment", "\(reply.number)")
        sheet.add("members with points", FigureText.count(reply.members))
        sheet.add(
            "given",
            "\(FigureText.points(reply.units)) points, worth "
                + "\(FigureText.yuan(reply.valueFen)) yuan after retention")
        sheet.add("burnt", "\(FigureText.points(reply.burntUnits)) points")
        return sheet.lines
    }

    static func lines(_ legacy: GetLegacyResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("claimed", "\(FigureText.yuan(legacy.claimedFen)) yuan")
        sheet.add(
            "served",
            "\(FigureText.yuan(legacy.convertedFen)) yuan as coins, "
                + "\(FigureText.yuan(legacy.allottedFen)) yuan as points")
        sheet.add(
            "owed",
            "\(FigureText.yuan(legacy.owedFen)) yuan to \(FigureText.count(legacy.members)) members"
        )
        sheet.add(
            "coins",
            "\(FigureText.yuan(legacy.coins)) held, \(FigureText.yuan(legacy.coinsSpent)) "
                + "spent")
        sheet.add(
            "trust",
            "\(FigureText.points(legacy.trustUnits)) points, worth "
                + "\(FigureText.yuan(legacy.trustValueFen)) yuan of what is owed")
        sheet.add("released", "\(FigureText.percent(legacy.legacyReleaseBps)) of each spread")
        if legacy.openAllotment > 0 {
            sheet.add(
                "under way",
                "allotment \(legacy.openAllotment), \(FigureText.count(legacy.membersLeft)) "
                    + "members to come after member \(legacy.cursor); the pool waits for it")
        }
        sheet.add("as of", "entry \(FigureText.count(legacy.sequence))")
        return sheet.lines + [""] + Prose.indented(progress(legacy))
    }

    /// What it takes to serve the rest, in words.
    static func progress(_ legacy: GetLegacyResponse) -> String {
        if legacy.never {
            return "No turnover is known to serve what is owed: the plan releases nothing, or no "
                + "order has paid into the reserve yet (assume a share with --contribution)."
        }
        guard legacy.turnoverFen > 0 else {
            return "The trust covers what is owed; the next allotment serves it."
        }
        let growth =
            legacy.legacyReleaseBps == 10_000
            ? " All growth goes there: nobody's points grow dearer by an order." : ""
        return "Members still have to pay \(FigureText.yuan(legacy.turnoverFen)) yuan for orders "
            + "until the trust covers what is owed, at today's plan and price and if nobody "
            + "redeems." + growth
    }
}
