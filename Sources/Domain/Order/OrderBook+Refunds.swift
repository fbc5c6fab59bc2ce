// Money that goes back before the order settles.
extension OrderBook {
    func giveBack(_ id: OrderID, _ reason: String) throws(OrderRejection) -> OrderEvent {
        try allowed(.giveBack, id)
        try Self.check(reason: reason)
        guard case .stuck(let stuck) = try order(id), stuck.at.reversible != nil else {
            throw .nothingToGiveBack(id)
        }
        return .refunding(id, reason: reason)
    }

    static func check(reason: String) throws(OrderRejection) {
        guard (1...OrderLimits.reasonBytesMax).contains(reason.utf8.count) else {
            throw .reasonOutOfRange(bytes: reason.utf8.count)
        }
    }
}
