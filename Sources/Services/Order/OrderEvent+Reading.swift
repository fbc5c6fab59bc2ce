import Domain
import Journal
import Transport
import Wire

extension OrderEvent {
    init(_ entry: JournalEntry) throws {
        let bytes = entry.event
        func id(_ order: UInt64) throws -> OrderID { try OrderID(order, field: "order") }
        switch entry.kind {
        case "placed": self = .placed(try PlacedOrder(try Placed(decoding: bytes)))
        case "reserved":
            let event = try Reserved(decoding: bytes)
            self = .reserved(
                try id(event.order),
                lines: try event.lines.map { line throws in try Domain.ReservedLine(line) },
                toPay: Money(fen: event.toPayFen))
        case "refused":
            let event = try Refused(decoding: bytes)
            self = .refused(
                try id(event.order),
                Refusal(
                    status: Int(event.status), reason: event.reason, sentence: event.sentence))
        case "paid":
            let event = try Paid(decoding: bytes)
            self = .paid(
                try id(event.order),
                Payment(
                    provider: event.provider, id: event.payment,
                    amount: Money(fen: event.paidFen)),
                at: Instant(microseconds: event.atUs), try Domain.RewardRates(event.rates))
        case "money_held": self = .held(try id(try MoneyHeld(decoding: bytes).order))
        case "committed": self = .committed(try id(try Committed(decoding: bytes).order))
        case "rewards_shared":
            let event = try RewardsShared(decoding: bytes)
            self = .shared(
                try id(event.order),
                rewards: try event.rows.map { row throws in try Domain.RewardRow(row) },
                unallocated: Money(fen: event.unallocatedFen))
        case "shipped": self = .shipped(try id(try Shipped(decoding: bytes).order))
        case "delivered":
            let event = try Delivered(decoding: bytes)
            let at = event.atUs == 0 ? nil : Instant(microseconds: event.atUs)
            self = .delivered(try id(event.order), at: at)
        case "received":
            let event = try Received(decoding: bytes)
            self = .received(
                OrderReceipt(
                    order: try id(event.order), at: Instant(microseconds: event.atUs),
                    windowEnd: Instant(microseconds: event.windowEndUs),
                    isByItself: event.byItself))
        default: self = try Self.ending(entry)
        }
    }

    /// What comes after receipt, or instead of it.
    private static func ending(_ entry: JournalEntry) throws -> OrderEvent {
        let bytes = entry.event
        func id(_ order: UInt64) throws -> OrderID { try OrderID(order, field: "order") }
        switch entry.kind {
        case "due":
            let event = try Due(decoding: bytes)
            return .due(
                try id(event.order), number: event.number, firstNumber: event.firstNumber)
        case "order_settled":
            let event = try OrderSettled(decoding: bytes)
            return .settled(try SettlementAnswer(event.result))
        case "batch_confirmed":
            return .batchConfirmed(firstNumber: try BatchConfirmed(decoding: bytes).firstNumber)
        case "cancelled":
            let event = try Cancelled(decoding: bytes)
            return .cancelled(try id(event.order), reason: event.reason)
        case "released": return .released(try id(try Released(decoding: bytes).order))
        case "stuck":
            let event = try Stuck(decoding: bytes)
            guard let step = OrderStep(rawValue: event.step) else {
                throw RPCError.malformed("step", "\(event.step) is no step of an order")
            }
            return .stuck(
                try id(event.order), step,
                Refusal(
                    status: Int(event.status), reason: event.reason, sentence: event.sentence))
        case "retried": return .retried(try id(try Retried(decoding: bytes).order))
        default: return try Self.undoing(entry)
        }
    }
}

extension PlacedOrder {
    fileprivate init(_ message: Placed) throws {
        self.init(
            id: try OrderID(message.order, field: "order"),
            member: try MemberID(message.member, field: "member"),
            lines: try message.lines.map { line throws in
                Domain.OrderLine(
                    product: try ProductID(line.product, field: "product"),
                    quantity: Int64(line.quantity),
                    openPrice: message.imported ? Money(fen: message.openPriceFen) : nil)
            },
            at: Instant(microseconds: message.atUs),
            imported: message.imported
                ? ImportedOrder(
                    fileLine: message.fileLine, quantityText: message.quantityText,
                    windowEnd: Instant(microseconds: message.windowEndUs)) : nil)
    }
}

extension SettlementAnswer {
    init(_ message: SettlementResult?) throws(RPCError) {
        guard let message else {
            throw RPCError.malformed("result", "a settlement is without its result")
        }
        let outcome: Outcome
        switch message.outcome {
        case .granted: outcome = .granted
        case .roundsToZero: outcome = .roundsToZero
        case .noContribution: outcome = .noContribution
        case .skipped: outcome = .skipped
        case .unspecified:
            throw RPCError.malformed("outcome", "order \(message.order) has no outcome")
        }
        self.init(
            order: try OrderID(message.order, field: "order"), number: message.number,
            outcome: outcome)
        refused = message.refused
        note = message.note
        lot = message.lot == 0 ? nil : LotID(rawValue: message.lot)
        value = Money(fen: message.valueFen)
        units = Points(units: message.units)
        reserve = Money(fen: message.reserveFen)
        supply = Points(units: message.supplyUnits)
        exits = Int(message.exits)
    }
}
