// Money that goes back before the order settles.
extension OrderBook {
    func giveBack(_ id: OrderID, _ reason: String) throws(OrderRejection) -> OrderEvent {
        guard case .stuck(let stuck) = try order(id) else {
            try allowed(.giveBack, id)
            preconditionFailure("only a stuck order gives its money back so")
        }
        try Self.check(reason: reason)
        if let refund = stuck.givable {
            throw .refundIsStuck(id, number: refund.request.number)
        }
        guard stuck.at.reversible != nil else { throw .nothingToGiveBack(id) }
        return .refunding(id, reason: reason)
    }

    static func check(reason: String) throws(OrderRejection) {
        guard (1...OrderLimits.reasonBytesMax).contains(reason.utf8.count) else {
            throw .reasonOutOfRange(bytes: reason.utf8.count)
        }
    }
}
