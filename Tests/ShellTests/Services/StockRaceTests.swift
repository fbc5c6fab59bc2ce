import Testing
import Transport
import Wire

@testable import Services

@Suite("Stock over RPC", .timeLimit(.minutes(3)))
struct StockRaceTests {
    /// The reservation's reply, or the reason of its refusal.
    private enum Answer: Equatable, Sendable {
        case reserved(ReserveResponse)
        case refused(String)
    }

    private static func ask(
        _ desk: ShelfDesk, _ buyer: UInt64, _ product: UInt64
    ) async throws -> Answer {
        do {
            return .reserved(try await desk.reserve(buyer, product))
        } catch let error as RPCError where !error.reason.isEmpty {
            return .refused(error.reason)
        }
    }

    /// A third of the buyers ask twice at once under one request id, as after a lost reply.
    @Test("1,000 buyers at once for the last 10 pieces: 10 reservations, 990 refusals, stock 0")
    func lastPieces() async throws {
        try await ShelfDesk.run { _, desk in
            let product = try await desk.put { $0.onHand = 10 }
            let answers = try await withThrowingTaskGroup(of: (UInt64, Answer).self) { group in
                for buyer in 1...1_000 as ClosedRange<UInt64> {
                    for _ in 0..<(buyer % 3 == 0 ? 2 : 1) {
                        group.addTask { (buyer, try await Self.ask(desk, buyer, product)) }
                    }
                }
                var answers: [UInt64: [Answer]] = [:]
                for try await (buyer, answer) in group { answers[buyer, default: []] += [answer] }
                return answers
            }
            #expect(answers.values.reduce(0) { $0 + $1.count } == 1_333)
            let same = answers.values.filter { list in list.allSatisfy { $0 == list.first } }
            #expect(same.count == 1_000, "asked again, a buyer hears the same")
            let reserved = same.filter { $0.first != .refused("insufficient_stock") }
            #expect(reserved.count == 10)
            let left = try await desk.product(product)
            #expect((left.onHand, left.reserved, left.sold) == (10, 10, 0))
            #expect(try await desk.kinds()["stock_reserved"] == 10)
            for (buyer, list) in answers where list.first != .refused("insufficient_stock") {
                try await desk.commit(buyer)
            }
            let sold = try await desk.product(product)
            #expect((sold.onHand, sold.reserved, sold.sold) == (0, 0, 10))
        }
    }

    @Test("an unpaid reservation ends by itself, is recorded, and its pieces are free again")
    func expiry() async throws {
        try await ShelfDesk.run { _, desk in
            let product = try await desk.put { $0.onHand = 1 }
            // A moment after now by the catalog's clock: the product's entry tells it.
            var now: Int64 = 0
            try await desk.follow { entry in
                now = entry.timeUs
                return true
            }
            let first = try await desk.reserve(1, product, expiresUs: now + 3_000_000)
            #expect(first.expiresUs == now + 3_000_000)
            await #expect(throws: RPCError.self) { try await desk.reserve(2, product) }
            try await desk.follow { entry in
                guard entry.kind == "reservation_expired" else { return false }
                #expect(entry.timeUs >= now + 3_000_000)
                return true
            }
            #expect(try await desk.product(product).reserved == 0)
            let third = try await desk.reserve(3, product)
            #expect(third.expiresUs > now + 900_000_000)
            await #expect(throws: RPCError.self) { try await desk.commit(1) }
        }
    }

    @Test("returned pieces are in stock again, once")
    func restock() async throws {
        try await ShelfDesk.run { installation, desk in
            let product = try await desk.put { $0.onHand = 10 }
            try await desk.reserve(1, product, 4)
            await #expect(throws: RPCError.self) {
                try await desk.restock(1, product, 1, part: 1)
            }
            try await desk.commit(1)
            try await desk.restock(1, product, 3, part: 1)
            try await desk.restock(1, product, 3, part: 1)
            do {
                try await desk.restock(1, product, 2, part: 2)
                Issue.record("more than was sold came back")
            } catch let error as RPCError {
                #expect(error.code == .failedPrecondition)
                #expect(error.reason == "more_than_sold")
                #expect(error.message.contains("1 are left"), "\(error.message)")
            }
            try await desk.restock(1, product, 1, part: 3)
            let stock = try await desk.product(product)
            #expect((stock.onHand, stock.reserved, stock.sold) == (10, 0, 0))
        }
    }
}
