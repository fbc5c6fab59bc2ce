// What an order would be with other payers beside its provider.
extension OrderBook {
    /// The order with these parts held, one after the other; refused as asking for them would be.
    package static func quote(
        _ order: CreatedOrder, paidBy parts: [AskedPart], _ coins: CoinTerms
    ) throws(OrderRejection) -> CreatedOrder {
        let id = order.placed.id
        var book = OrderBook()
        book.make([
            .placed(order.placed), .reserved(id, lines: order.lines, toPay: order.toPay),
        ])
        for part in parts {
            for command in [PartsCommand.ask(part, coins), .recordHeld] {
                book.make(try book.decide(.parts(id, command), at: order.placed.at))
            }
        }
        guard let quoted = book.orders[id]?.created else {
            preconditionFailure("an order that is not paid waits")
        }
        return quoted
    }

    private mutating func make(_ events: [OrderEvent]) {
        do throws(ReplayFault) {
            try apply(events)
        } catch {
            preconditionFailure("what is decided can be made: \(error)")
        }
    }
}

extension CreatedOrder {
    /// What each source would pay of it, its provider all that is left.
    package var payers: PaymentSources {
        var payers = parts.held
        payers.provider = rest
        payers.subsidy = parts.grant?.amount ?? .zero
        return payers
    }

    /// What of its members' own money would settle.
    package var cash: Money { payers.money }
}
