import Domain
import Journal
import Transport
import Wire

/// Money that came for no order, as the order service says.
struct UnmatchedFace: Sendable {
    let gate: CommandGate<PoolBook>

    func register(on router: inout Router) {
        router.unary(UnmatchedReceiptsMethods.receiveUnmatched) { [self] in
            try await receive($0, $1)
        }
        router.unary(UnmatchedReceiptsMethods.returnUnmatched) { [self] in
            try await giveBack($0, $1)
        }
    }

    private func receive(
        _ call: Call, _ request: ReceiveUnmatchedRequest
    ) async throws -> ReceiveUnmatchedResponse {
        try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(BooksRejection) in
                try books.receiveUnmatched(
                    request.number, provider: request.provider, payment: request.payment,
                    amount: Money(fen: request.amountFen), at: Instant(microseconds: now))
            }
            let held = try book.opened().unmatched.held
            return (
                events.map { $0.entry() }, ReceiveUnmatchedResponse(unmatchedFen: held.fen)
            )
        }
    }

    private func giveBack(
        _ call: Call, _ request: ReturnUnmatchedRequest
    ) async throws -> ReturnUnmatchedResponse {
        try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(BooksRejection) in
                try books.returnUnmatched(
                    request.number, refund: request.refund, at: Instant(microseconds: now))
            }
            let held = try book.opened().unmatched.held
            return (
                events.map { $0.entry() }, ReturnUnmatchedResponse(unmatchedFen: held.fen)
            )
        }
    }
}
