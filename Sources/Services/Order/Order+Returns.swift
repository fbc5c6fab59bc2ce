import Domain
import Wire

// The returns of an order as its entries tell them.
extension Order {
    mutating func take(returning event: OrderEvent) throws {
        switch event {
        case .returnAsked(let request):
            returns.append(
                OrderReturn(
                    number: UInt32(clamping: request.number),
                    lines: request.lines.map(\.message), reason: request.reason, state: .asked))
            state = .returning
        case .refundAsked(let request):
            returns.append(
                OrderReturn(
                    number: UInt32(clamping: request.number),
                    lines: request.lines.map(\.message), reason: request.claim.reason,
                    state: .asked, afterSettlement: true))
            state = .returning
        case .returnRejected(_, _, let reason):
            change { ($0.state, $0.rejected) = (.rejected, reason) }
            stuck = ""
            goOn()
        case .returnApproved: change { $0.state = .approved }
        case .returnRecomputed(_, _, let rewards, let unallocated),
            .returnGivenUp(_, _, let rewards, let unallocated):
            self.rewards = rewards.map(\.message)
            unallocatedFen = unallocated.fen
        case .returnRefunded(_, _, _, let back):
            change { ($0.state, $0.back) = (.refunded, back.message) }
        case .returnRestocked:
            change { $0.state = .done }
            goOn()
        default: preconditionFailure("\(event) is not about returned pieces")
        }
    }

    /// A return is over: the order is what it was, unless nothing of it is left.
    private mutating func goOn() {
        if piecesLeft.allSatisfy({ $0 == 0 }) {
            state = .refunded
        } else {
            state = settlement == nil ? .received : .settled
        }
    }

    private mutating func change(_ body: (inout OrderReturn) -> Void) {
        guard !returns.isEmpty else { return }
        body(&returns[returns.count - 1])
    }

    /// Pieces by line that are not on the shelf again.
    var piecesLeft: [Int64] {
        var left = lines.map { Int64($0.quantity) }
        for back in returns where back.state == .done {
            for line in back.lines where left.indices.contains(Int(line.line) - 1) {
                left[Int(line.line) - 1] -= Int64(line.quantity)
            }
        }
        return left
    }
}
