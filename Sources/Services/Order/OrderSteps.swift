import Domain
import Journal
import Synchronization
import Transport
import Wire

/// The order service's side of each hop: what the journal knows, and the answers it records.
struct OrderSteps: Sendable {
    let gate: CommandGate<OrdersBook>
    /// Wall time, microseconds since 1970 UTC.
    let now: @Sendable () -> Int64

    /// Nil for an order that is over, or never was.
    func progress(of id: OrderID, on platform: String) async throws -> OrderProgress? {
        try await gate.read(platform) { $0.orders.orders[id] }
    }

    /// Records the answer to a step, durable on return, and gives the order as it then is.
    @discardableResult
    func record(
        _ id: OrderID, on platform: String,
        _ command: @escaping @Sendable () throws -> OrderCommand
    ) async throws -> OrderProgress? {
        let result = Answer<OrderProgress>()
        try await gate.record(on: try gate.journal(platform)) { book, time in
            let entries = try book.runAskingBack(try command(), at: time)
            result.value.withLock { $0 = book.orders.orders[id] }
            return entries
        }
        return result.value.withLock { $0 }
    }

    /// Records what is about a batch.
    func record(
        on platform: String, _ command: @escaping @Sendable () throws -> OrderCommand
    ) async throws {
        try await gate.record(on: try gate.journal(platform)) { book, time in
            try book.run(try command(), at: time).map(\.entry)
        }
    }

    /// A service will not do the step as it is. What the catalog will not reserve is over, and
    /// who has not what they would pay with may pay otherwise. Goods that the catalog no longer
    /// has for money that is held give the money back. Every other order is stuck until somebody
    /// looks.
    func refused(
        _ refusal: RPCError, _ id: OrderID, at step: OrderStep, on platform: String
    ) async throws -> OrderProgress? {
        let refusal = Refusal(
            status: refusal.code.rawValue, reason: refusal.reason, sentence: refusal.message)
        guard step != .commit else { return try await giveBack(id, refusal, on: platform) }
        return try await record(id, on: platform) {
            switch step {
            case .reserve: .recordRefused(id, refusal)
            case .holdParts: .parts(id, .recordRefused(refusal))
            case .pay, .hold, .commit, .share, .settle, .confirm, .returnParts, .release,
                .unshare, .recompute, .restore, .refund, .clawback, .restock:
                .stick(id, step, refusal)
            }
        }
    }

    /// Stuck and given back in one group: nobody has to look.
    private func giveBack(
        _ id: OrderID, _ refusal: Refusal, on platform: String
    ) async throws -> OrderProgress? {
        let reason = String(
            decoding: "\(refusal.reason): \(refusal.sentence)".utf8
                .prefix(OrderLimits.reasonBytesMax - 8), as: UTF8.self)
        let result = Answer<OrderProgress>()
        try await gate.record(on: try gate.journal(platform)) { book, time in
            var events = try book.run(.stick(id, .commit, refusal), at: time)
            events += try book.run(.giveBack(id, reason: reason), at: time)
            result.value.withLock { $0 = book.orders.orders[id] }
            return events.map(\.entry)
        }
        return result.value.withLock { $0 }
    }

    func clock(of platform: String) async throws -> BusinessClock {
        try await gate.read(platform) { $0.orders.clock }
    }

    /// Whether something is to happen to an order by time alone.
    func hasPassedDeadlines(on platform: String) async throws -> Bool {
        let now = now()
        return try await gate.read(platform) { book in
            let at = book.orders.clock.instant(atWall: now)
            return !book.orders.passedDeadlines(1, at: at).isEmpty
        }
    }

    /// Records what happens by time alone, until nothing more does; gives the orders.
    func passTime(on platform: String, returnDays: Int) async throws -> [OrderID] {
        var all: [OrderID] = []
        let passed = Answer<[OrderID]>()
        repeat {
            try await gate.record(on: try gate.journal(platform)) { book, time in
                let events = try book.run(
                    .passTime(atMost: OrderLimits.passedMax, returnDays: returnDays), at: time)
                passed.value.withLock { $0 = events.compactMap(\.order) }
                return events.map(\.entry)
            }
            all += passed.value.withLock { $0 } ?? []
        } while passed.value.withLock({ $0?.count == OrderLimits.passedMax })
        return all
    }

    /// The batch to settle or confirm next; makes one of what is due if there is none. Nil when
    /// nothing is due.
    func nextBatch(on platform: String) async throws -> OpenBatch? {
        let result = Answer<OpenBatch>()
        try await gate.record(on: try gate.journal(platform)) { book, time in
            var entries: [EntryDraft] = []
            if book.orders.openBatches.isEmpty {
                entries = try book.run(.makeDue(atMost: OrderLimits.batchMax), at: time)
                    .map(\.entry)
            }
            let batch = book.orders.openBatches.first.map {
                OpenBatch($0, of: book.orders, on: platform)
            }
            result.value.withLock { $0 = batch }
            return entries
        }
        return result.value.withLock { $0 }
    }
}

/// Carries a value out of the journal's writer.
private final class Answer<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}

/// A batch with the requests that settle and confirm it, the same however often they are made.
struct OpenBatch: Sendable {
    enum Step: Sendable {
        case settle
        case confirm
    }

    let firstNumber: UInt64
    let step: Step
    let settle: SettleBatchRequest
    let confirm: ConfirmRequest

    init(_ batch: SettlementBatch, of book: borrowing OrderBook, on platform: String) {
        firstNumber = batch.firstNumber
        step = batch.nextStep == .settle ? .settle : .confirm
        var orders: [Wire.Settlement] = []
        for id in batch.orders {
            if let due = book.orders[id]?.due { orders.append(Wire.Settlement(due)) }
        }
        settle = SettleBatchRequest(
            requestID: "b\(firstNumber)/settle/1", platform: platform, firstNumber: firstNumber,
            orders: step == .settle ? orders : [])
        confirm = ConfirmRequest(
            requestID: "b\(firstNumber)/confirm/1", platform: platform,
            orders: batch.settled.map(\.rawValue))
    }
}
