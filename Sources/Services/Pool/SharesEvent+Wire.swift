import Domain
import Journal
import Transport
import Wire

extension SharesEvent {
    /// Nil for an entry of another kind.
    init?(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "programme_opened":
            self = .programmeOpened(try ShareOpening(try ProgrammeOpened(decoding: entry.event)))
        case "converted":
            self = .subscribed(try ShareSubscription(try Converted(decoding: entry.event)))
        case "programme_closed":
            self = .programmeClosed(try ShareClosing(try ProgrammeClosed(decoding: entry.event)))
        case "reissued": self = .returned(try ShareReturn(try Reissued(decoding: entry.event)))
        case "shares_allotted":
            self = .allotted(try ShareAllotment(try SharesAllotted(decoding: entry.event)))
        case "shares_released":
            self = .released(try ShareRelease(try SharesReleased(decoding: entry.event)))
        default: return nil
        }
    }

    var entry: EntryDraft {
        switch self {
        case .programmeOpened(let made): EntryDraft(made.message, keys: [])
        case .subscribed(let made):
            EntryDraft(made.message, keys: ["lot:\(made.lot)", "member:\(made.member)"])
        case .programmeClosed(let made): EntryDraft(made.message, keys: [])
        case .returned(let made):
            EntryDraft(
                made.message,
                keys: [
                    "lot:\(made.reissue.into ?? made.reissue.lot)",
                    "member:\(made.reissue.member)",
                ])
        case .allotted(let made): EntryDraft(made.message, keys: ["member:\(made.member)"])
        case .released(let made): EntryDraft(made.message, keys: ["member:\(made.member)"])
        }
    }
}

extension Domain.ShareTerms {
    init(_ message: Wire.ShareTerms) {
        self.init(
            price: Money(fen: message.priceFen), shares: message.shares,
            opens: Instant(microseconds: message.opensUs),
            closes: Instant(microseconds: message.closesUs),
            lockUpDays: Int(message.lockUpDays),
            listing: ShareListing(
                registration: message.registration, broker: message.broker,
                date: message.listingDate))
    }

    var message: Wire.ShareTerms {
        Wire.ShareTerms(
            priceFen: price.fen, shares: shares, opensUs: opens.microseconds,
            closesUs: closes.microseconds, lockUpDays: UInt32(clamping: lockUpDays),
            registration: listing.registration, broker: listing.broker,
            listingDate: listing.date)
    }
}

extension ShareProgramme.State {
    var message: ProgrammeState {
        switch self {
        case .open: .open
        case .successful: .successful
        case .failing: .failing
        case .failed: .failed
        }
    }
}

extension ShareOpening {
    init(_ message: ProgrammeOpened) throws {
        guard let terms = message.terms else {
            throw RPCError.malformed("terms", "programme \(message.programme) has no terms")
        }
        self.init(programme: message.programme, terms: Domain.ShareTerms(terms))
    }

    var message: ProgrammeOpened {
        ProgrammeOpened(programme: programme, terms: terms.message)
    }
}

extension ShareSubscription {
    init(_ message: Converted) throws {
        self.init(
            entry: message.entry, programme: message.programme,
            member: try MemberID(message.member, field: "member"),
            lot: LotID(rawValue: message.lot), shares: message.shares,
            amount: Money(fen: message.amountFen), units: Points(units: message.units),
            at: Instant(microseconds: message.atUs),
            lines: try message.lines.map { line throws in try Domain.Line(line) },
            reserve: Money(fen: message.reserveFen), supply: Points(units: message.supplyUnits))
    }

    var message: Converted {
        Converted(
            entry: entry, programme: programme, member: member.rawValue, lot: lot.rawValue,
            shares: shares, amountFen: amount.fen, units: units.units, atUs: at.microseconds,
            lines: lines.map(\.message), reserveFen: reserve.fen, supplyUnits: supply.units)
    }
}

extension ShareClosing {
    init(_ message: ProgrammeClosed) throws {
        self.init(
            programme: message.programme, isSuccessful: message.successful,
            reference: message.reference, shares: message.shares,
            amount: Money(fen: message.amountFen), at: Instant(microseconds: message.atUs),
            lines: try message.lines.map { line throws in try Domain.Line(line) })
    }

    var message: ProgrammeClosed {
        ProgrammeClosed(
            programme: programme, successful: isSuccessful, reference: reference, shares: shares,
            amountFen: amount.fen, atUs: at.microseconds, lines: lines.map(\.message))
    }
}

extension ShareReturn {
    init(_ message: Reissued) throws {
        let reissue = PoolReissue(
            lot: LotID(rawValue: message.lot),
            member: try MemberID(message.member, field: "member"),
            amount: Money(fen: message.amountFen), units: Points(units: message.units),
            into: message.into == 0 ? nil : LotID(rawValue: message.into))
        self.init(
            entry: message.entry, programme: message.programme, shares: message.shares,
            reissue: reissue,
            lines: try message.lines.map { line throws in try Domain.Line(line) },
            reserve: Money(fen: message.reserveFen), supply: Points(units: message.supplyUnits))
    }

    var message: Reissued {
        Reissued(
            entry: entry, programme: programme, member: reissue.member.rawValue,
            lot: reissue.lot.rawValue, shares: shares, amountFen: reissue.amount.fen,
            units: reissue.units.units, into: reissue.into?.rawValue ?? 0,
            lines: lines.map(\.message), reserveFen: reserve.fen, supplyUnits: supply.units)
    }
}

extension ShareAllotment {
    init(_ message: SharesAllotted) throws {
        self.init(
            entry: message.entry, member: try MemberID(message.member, field: "member"),
            shares: message.shares, reason: message.reason,
            unlocking: ShareUnlocking(
                start: Instant(microseconds: message.startUs),
                cliff: Instant(microseconds: message.cliffUs),
                end: Instant(microseconds: message.endUs)),
            at: Instant(microseconds: message.atUs),
            lines: try message.lines.map { line throws in try Domain.Line(line) })
    }

    var message: SharesAllotted {
        SharesAllotted(
            entry: entry, member: member.rawValue, shares: shares, reason: reason,
            startUs: unlocking.start.microseconds, cliffUs: unlocking.cliff.microseconds,
            endUs: unlocking.end.microseconds, atUs: at.microseconds,
            lines: lines.map(\.message))
    }
}

extension ShareRelease {
    init(_ message: SharesReleased) throws {
        self.init(
            entry: message.entry, member: try MemberID(message.member, field: "member"),
            shares: message.shares, released: message.released,
            at: Instant(microseconds: message.atUs))
    }

    var message: SharesReleased {
        SharesReleased(
            entry: entry, member: member.rawValue, shares: shares, released: released,
            atUs: at.microseconds)
    }
}

extension ConvertResponse {
    init(_ events: [BookEvent], in books: borrowing PoolBooks) {
        guard case .shares(.subscribed(let made)) = events.first else {
            preconditionFailure("a conversion begins with its subscription")
        }
        self.init(
            entry: made.entry, amountFen: made.amount.fen, units: made.units.units,
            reserveFen: books.pool.reserve.fen, supplyUnits: books.pool.supply.units)
    }
}

extension Wire.ShareEntry {
    init(_ number: UInt64, _ entry: Domain.ShareEntry, free: Int64) {
        self.init(
            entry: number, member: entry.member.rawValue, shares: entry.shares,
            sinceUs: entry.since.microseconds, released: entry.released, free: free,
            returned: entry.isReturned)
        switch entry.origin {
        case .programme(let programme, _, _): self.programme = programme
        case .allotment(let reason, _): self.reason = reason
        }
    }
}
