import Domain
import Journal
import Transport
import Wire

/// The operator's side of the money.
struct OperatorFace: Sendable {
    let gate: CommandGate<PoolBook>

    func register(on router: inout Router) {
        router.unary(OperatorMethods.bookMove) { [self] in try await book($0, $1) }
        router.unary(OperatorMethods.openBalances) { [self] in try await open($0, $1) }
        router.unary(OperatorMethods.getOperator) { [self] in try await getOperator($1) }
    }

    private func book(_ call: Call, _ request: BookMoveRequest) async throws -> BookMoveResponse {
        let move = try Domain.OperatorMove(request.move)
        let (amount, fee) = (Money(fen: request.amountFen), Money(fen: request.feeFen))
        let person = Person("\(call.caller)")
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events: [BookEvent]
            if move == .providerSettled {
                // The same as SettleProvider, to the entry.
                events = try book.run { books throws(BooksRejection) in
                    try books.settleProvider(
                        received: amount, fee: fee, reference: request.reference, by: person,
                        at: Instant(microseconds: now))
                }
            } else {
                events = try book.run { books throws(OperatorRejection) in
                    guard fee == .zero else { throw .feeNotAllowed(fee) }
                    return try books.book(move, amount, reference: request.reference)
                }
            }
            let custody = try book.opened().ledger.balance(.custody)
            return (events.map { $0.entry() }, BookMoveResponse(custodyFen: custody))
        }
    }

    private func open(
        _ call: Call, _ request: OpenBalancesRequest
    ) async throws -> OpenBalancesResponse {
        guard request.firstLine >= 1 else {
            throw RPCError.malformed("first_line", "first_line is 0; lines are counted from 1")
        }
        let rows = try request.rows.map { row throws in try Domain.OpeningRow(row) }
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            try book.permit(.receipt, at: now)
            var refused: [RefusedRow] = []
            let events = try book.run { books throws(OpeningRejection) in
                let made = try books.openBalances(
                    rows, file: request.fileSHA256, firstLine: request.firstLine)
                refused = made.refused.map { RefusedRow($0) }
                return made.events
            }
            return (
                events.map { $0.entry() },
                OpenBalancesResponse(
                    taken: UInt64(events.count),
                    takenFen: events.reduce(0) { $0 + $1.openedFen }, refused: refused,
                    custodyFen: try book.opened().ledger.balance(.custody))
            )
        }
    }

    private func getOperator(_ request: GetOperatorRequest) async throws -> GetOperatorResponse {
        try await gate.read(request.platform) { book in
            let books = try book.opened()
            let ledger = books.ledger
            let custody = ledger.balance(.custody)
            let income = -ledger.balance(.platformIncome)
            let loss = ledger.balance(.operatorLoss)
            return GetOperatorResponse(
                sequence: book.sequence, custodyFen: custody,
                pspClearingFen: ledger.balance(.pspClearing),
                merchantPayableFen: -ledger.balance(.merchantPayable),
                taxReserveFen: -ledger.balance(.taxReserve),
                paymentFeeFen: -ledger.balance(.paymentFee), platformIncomeFen: income,
                operatorCapitalFen: -ledger.balance(.operatorCapital), operatorLossFen: loss,
                incomeFreeFen: max(0, min(books.freeCustody.fen, income - max(0, loss))))
        }
    }
}

extension Domain.OperatorMove {
    init(_ message: Wire.OperatorMove) throws(RPCError) {
        switch message {
        case .providerSettled: self = .providerSettled
        case .deposited: self = .deposited
        case .incomeTaken: self = .incomeTaken
        case .merchantPaid: self = .merchantPaid
        case .taxPaid: self = .taxPaid
        case .unspecified:
            throw RPCError.malformed("move", "move is missing; say which way the money went")
        }
    }

    var message: Wire.OperatorMove {
        switch self {
        case .providerSettled: .providerSettled
        case .deposited: .deposited
        case .incomeTaken: .incomeTaken
        case .merchantPaid: .merchantPaid
        case .taxPaid: .taxPaid
        }
    }
}

extension OperatorBooking {
    /// Nil for a kind that is not of the operator's money.
    init?(_ entry: JournalEntry) throws {
        guard entry.kind == "operator_moved" else { return nil }
        let event = try OperatorMoved(decoding: entry.event)
        self.init(
            move: try OperatorMove(event.move), amount: Money(fen: event.amountFen),
            fee: Money(fen: event.feeFen), reference: event.reference,
            lines: try event.lines.map { line throws in try Domain.Line(line) })
    }

    var entry: EntryDraft {
        EntryDraft(
            OperatorMoved(
                move: move.message, amountFen: amount.fen, feeFen: fee.fen, reference: reference,
                lines: lines.map(\.message)), keys: ["operator"])
    }
}
