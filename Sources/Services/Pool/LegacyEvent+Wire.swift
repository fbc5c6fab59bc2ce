import Domain
import Journal
import Transport
import Wire

extension LegacyEvent {
    /// Nil for an entry of another kind.
    init?(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "legacy_claimed":
            self = .claimed(try LegacyClaim(try LegacyClaimed(decoding: entry.event)))
        case "legacy_converted":
            self = .converted(try LegacyConversion(try LegacyConverted(decoding: entry.event)))
        case "allotment_opened":
            self = .allotmentOpened(LegacyOpening(try AllotmentOpened(decoding: entry.event)))
        case "allotted":
            self = .allotted(try LegacyAllotment(try Allotted(decoding: entry.event)))
        case "allotment_closed":
            self = .allotmentClosed(try LegacyClosing(try AllotmentClosed(decoding: entry.event)))
        default: return nil
        }
    }

    var entry: EntryDraft {
        switch self {
        case .claimed(let claim):
            EntryDraft(claim.message, keys: ["member:\(claim.row.member)"])
        case .converted(let made): EntryDraft(made.message, keys: ["member:\(made.member)"])
        case .allotmentOpened(let made): EntryDraft(made.message, keys: [])
        case .allotted(let made):
            EntryDraft(made.message, keys: ["lot:\(made.lot)", "member:\(made.member)"])
        case .allotmentClosed(let made): EntryDraft(made.message, keys: [])
        }
    }
}

extension Domain.ClaimRow {
    init(_ message: Wire.ClaimRow) throws(RPCError) {
        self.init(
            member: try MemberID(message.member, field: "member"),
            amount: Money(fen: message.amountFen), evidence: message.evidence)
    }
}

extension RefusedRow {
    init(_ refused: PoolBooks.RefusedClaim) {
        self.init(
            line: refused.line, reason: refused.rejection.reason,
            sentence: refused.rejection.sentence)
    }
}

extension LegacyClaim {
    init(_ message: LegacyClaimed) throws(RPCError) {
        let row = Domain.ClaimRow(
            member: try MemberID(message.member, field: "member"),
            amount: Money(fen: message.amountFen), evidence: message.evidence)
        self.init(
            row: row, file: message.fileSHA256, line: message.line,
            left: Money(fen: message.leftFen))
    }

    var message: LegacyClaimed {
        LegacyClaimed(
            member: row.member.rawValue, amountFen: row.amount.fen, evidence: row.evidence,
            fileSHA256: file, line: line, leftFen: left.fen)
    }
}

extension LegacyConversion {
    init(_ message: LegacyConverted) throws {
        self.init(
            member: try MemberID(message.member, field: "member"),
            amount: Money(fen: message.amountFen), left: Money(fen: message.leftFen),
            coins: message.coins,
            lines: try message.lines.map { line throws in try Domain.Line(line) })
    }

    var message: LegacyConverted {
        LegacyConverted(
            member: member.rawValue, amountFen: amount.fen, leftFen: left.fen, coins: coins,
            lines: lines.map(\.message))
    }
}

extension LegacyOpening {
    init(_ message: AllotmentOpened) {
        self.init(
            number: message.number, period: message.period, isFinal: message.isFinal,
            claims: Money(fen: message.claimsFen), trust: Points(units: message.trustUnits),
            rows: Int(clamping: message.members), units: Points(units: message.units),
            value: Money(fen: message.valueFen), burnt: Points(units: message.burntUnits),
            reserve: Money(fen: message.reserveFen), supply: Points(units: message.supplyUnits))
    }

    var message: AllotmentOpened {
        AllotmentOpened(
            number: number, period: period, isFinal: isFinal, claimsFen: claims.fen,
            trustUnits: trust.units, members: UInt64(clamping: rows), units: units.units,
            valueFen: value.fen, burntUnits: burnt.units, reserveFen: reserve.fen,
            supplyUnits: supply.units)
    }
}

extension LegacyAllotment {
    init(_ message: Allotted) throws {
        self.init(
            number: message.number, lot: LotID(rawValue: message.lot),
            member: try MemberID(message.member, field: "member"),
            units: Points(units: message.units), value: Money(fen: message.valueFen),
            left: Money(fen: message.leftFen), trust: Points(units: message.trustUnits),
            lines: try message.lines.map { line throws in try Domain.Line(line) },
            reserve: Money(fen: message.reserveFen), supply: Points(units: message.supplyUnits))
    }

    var message: Allotted {
        Allotted(
            number: number, lot: lot.rawValue, member: member.rawValue, units: units.units,
            valueFen: value.fen, leftFen: left.fen, trustUnits: trust.units,
            lines: lines.map(\.message), reserveFen: reserve.fen, supplyUnits: supply.units)
    }
}

extension LegacyClosing {
    init(_ message: AllotmentClosed) throws {
        self.init(
            number: message.number, burnt: Points(units: message.burntUnits),
            claims: Money(fen: message.claimsFen), trust: Points(units: message.trustUnits),
            lines: try message.lines.map { line throws in try Domain.Line(line) },
            reserve: Money(fen: message.reserveFen), supply: Points(units: message.supplyUnits))
    }

    var message: AllotmentClosed {
        AllotmentClosed(
            number: number, burntUnits: burnt.units, claimsFen: claims.fen,
            trustUnits: trust.units, lines: lines.map(\.message), reserveFen: reserve.fen,
            supplyUnits: supply.units)
    }
}

extension BookEvent {
    /// What a claim that was taken amounts to; 0 for any other event.
    var claimedFen: Int64 {
        guard case .legacy(.claimed(let claim)) = self else { return 0 }
        return claim.row.amount.fen
    }
}

extension AllotResponse {
    init(_ events: [BookEvent]) {
        guard case .legacy(.allotmentOpened(let opening)) = events.first else {
            preconditionFailure("an allotment begins with its opening")
        }
        self.init(
            number: opening.number, members: UInt64(clamping: opening.rows),
            units: opening.units.units, valueFen: opening.value.fen,
            burntUnits: opening.burnt.units)
    }
}

extension GetLegacyResponse {
    init(_ books: borrowing PoolBooks, _ progress: LegacyProgress, sequence: UInt64) {
        let legacy = books.legacy
        let spent = -books.ledger.balance(.coinSpent)
        self.init(
            sequence: sequence, claimedFen: legacy.claimed.fen,
            convertedFen: legacy.converted.fen, allottedFen: legacy.allotted.fen,
            owedFen: legacy.owed.fen, members: UInt64(clamping: legacy.left.count),
            coins: books.ledger.balance(.coinIssued) - spent, coinsSpent: spent,
            trustUnits: books.pool.trust.units, trustValueFen: progress.trustValue.fen,
            legacyReleaseBps: UInt32(clamping: books.pool.plan.legacyRelease.rawValue),
            turnoverFen: progress.turnover?.fen ?? 0, never: progress.turnover == nil,
            allotments: legacy.allotments, openAllotment: legacy.open?.number ?? 0,
            membersLeft: UInt64(clamping: legacy.open?.rowsLeft ?? 0),
            cursor: legacy.open?.cursor?.rawValue ?? 0)
    }
}
