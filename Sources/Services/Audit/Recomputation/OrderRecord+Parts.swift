internal import Wire

// What pays for an order beside its provider.
extension OrderRecord {
    /// What the provider is to bring of the price.
    var restFen: Int128 {
        lines.reduce(Int128(0)) { $0 + Int128($1.paidFen) }
            - Int128(parts.held.fen) - Int128(parts.held.coins) - Int128(parts.grantFen)
    }

    /// Nothing is left for a provider: parts pay all of it.
    var isPaidByParts: Bool { !parts.isEmpty && restFen == 0 }

    /// What of its members' own money settles: the provider's and the parts'.
    var cashFen: Int64 { (paid?.paidFen ?? 0) &+ parts.held.fen }

    /// The same as far as the pool holds it.
    var bookedFen: Int64 { isUnbooked ? parts.held.fen : cashFen }

    /// What the provider is to bring; nil while the price is not known, or nothing is to come.
    var waitedFor: Int64? {
        guard let price = reserved?.toPayFen, price > 0, parts.asked == nil else { return nil }
        let rest = price &- parts.held.fen &- parts.held.coins &- parts.grantFen
        return rest > 0 ? rest : nil
    }

    /// What each source pays of each line.
    var payments: [PlainLinePayment] {
        PlainLinePayment.lines(lines, grant: parts.grantFen, coins: parts.held.coins)
    }

    /// Takes what the order's journal says; gives the hop that it is, if it is one.
    mutating func take(_ entry: PartsEntry) -> OrderHop? {
        switch entry {
        case .asked(let event):
            parts.asked = event
            return nil
        case .refused:
            parts.asked = nil
            return nil
        case .held:
            guard let event = parts.asked else { return .partsHeld }
            parts.asked = nil
            guard !event.source.isEmpty else {
                parts.held = PlainSources(event.sources)
                parts.planVersion = event.planVersion
                return .partsHeld
            }
            parts.grantFen = event.subsidyFen
            parts.grantSource = event.source
            parts.isGrantByLine = event.subsidyByLine
            return .grantHeld
        case .returned(let event):
            parts.returned = event
            return .partsReturned
        }
    }
}
