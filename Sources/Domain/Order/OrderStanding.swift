/// How far an order has come as it is shown to people: the hops between the services are within
/// what they call paid.
package enum OrderPhase: String, CaseIterable, Hashable, Sendable {
    case placed
    case created
    case paid
    case shipped
    case delivered
    case received
    case due
    case settled
    case cancelled
    case refunding
    case refunded
    /// Pieces of it are to come back.
    case returning
}

/// What an order is listed under.
package struct OrderStanding: Hashable, Sendable {
    package var phase = OrderPhase.placed
    /// It does not go on until somebody looks.
    package var isStuck = false
    /// The order service has nothing left to do for it.
    package var isFinished = false

    package init() {}

    /// Takes what happened to an order, as `Order(history:)` does; `orders` were changed by it.
    mutating func take(_ event: OrderEvent, of id: OrderID, in orders: borrowing OrderBook) {
        isFinished = orders.orders[id] == nil
        switch event {
        case .placed: self = OrderStanding()
        case .reserved: phase = .created
        case .refused, .cancelled, .expired: phase = .cancelled
        case .paid: phase = .paid
        case .shipped: phase = .shipped
        case .delivered: phase = .delivered
        case .received: phase = .received
        case .due: phase = .due
        case .settled(let answer):
            // A skipped order goes back into the queue when it is tried again.
            isStuck = answer.outcome == .skipped
            phase = isStuck ? .received : .settled
        case .stuck: isStuck = true
        case .retried: isStuck = false
        case .refunding:
            isStuck = false
            phase = .refunding
        case .refunded: phase = .refunded
        case .returnAsked, .refundAsked: phase = .returning
        case .returnRejected, .returnRestocked, .returnGivenUp:
            isStuck = false
            if case .received? = orders.orders[id] {
                phase = .received
            } else {
                phase = orders.hasPiecesLeft(settled: id) ? .settled : .refunded
            }
        case .returnApproved, .returnRecomputed, .returnRefunded, .parts, .held, .committed,
            .shared, .released, .batchConfirmed, .clockMoved,
            .unshared, .restocked:
            break
        }
    }
}

extension OrderStanding {
    /// Standings have codes below this.
    static let codesMax = 64

    /// A number of its own for each standing.
    var code: UInt8 {
        let phases = OrderPhase.allCases
        let phase = phases.firstIndex(of: phase) ?? phases.count
        return UInt8(phase) | (isStuck ? 16 : 0) | (isFinished ? 32 : 0)
    }

    /// Nil for a number that is no standing's.
    init?(code: UInt8) {
        let phases = OrderPhase.allCases
        let index = Int(code & 15)
        guard index < phases.count, code < 64 else { return nil }
        phase = phases[index]
        isStuck = code & 16 != 0
        isFinished = code & 32 != 0
    }
}
