import Testing

@testable import Domain

@Suite("Money for no order")
struct UnmatchedBookTests {
    private static let at = WithdrawalWorld.midnight

    private struct World {
        var books: PoolBooks
        private(set) var events: [BookEvent] = []

        init() throws {
            books = WithdrawalWorld().books
        }

        /// Empty, or the reason of the refusal.
        mutating func receive(
            _ number: UInt64, _ payment: String, _ fen: Int64, provider: String = "sandbox"
        ) -> String {
            do throws(BooksRejection) {
                events += try books.receiveUnmatched(
                    number, provider: provider, payment: payment, amount: Money(fen: fen),
                    at: UnmatchedBookTests.at)
                return ""
            } catch {
                return error.reason
            }
        }

        mutating func giveBack(_ number: UInt64, _ refund: String = "r") -> String {
            do throws(BooksRejection) {
                events += try books.returnUnmatched(
                    number, refund: refund, at: UnmatchedBookTests.at)
                return ""
            } catch {
                return error.reason
            }
        }
    }

    @Test("a receipt is booked once and goes back once, whole")
    func once() throws {
        var world = try World()
        #expect(world.giveBack(1) == "receipt_not_found")
        #expect(world.receive(1, "p", 700) == "")
        #expect(world.receive(1, "q", 700) == "receipt_booked_before")
        #expect(world.receive(2, "p", 1) == "receipt_booked_before")
        #expect(world.receive(7, "p", 5, provider: "other") == "")
        #expect(world.books.unmatched.held == Money(fen: 705))
        #expect(world.books.ledger.balance(.unmatchedReceipts) == -705)
        #expect(world.books.ledger.balance(.pspClearing) == 705)
        #expect(world.giveBack(1) == "")
        #expect(world.giveBack(1, "other") == "receipt_returned_before")
        #expect(world.receive(1, "z", 1) == "receipt_booked_before")
        #expect(world.books.ledger.balance(.unmatchedReceipts) == -5)
        #expect(world.books.ledger.balance(.pspClearing) == 5)
    }

    @Test(
        "a receipt has a number, names and an amount within bounds",
        arguments: [
            (0, "p", 1, "number_must_be_positive"), (1, "", 1, "text_out_of_range"),
            (1, String(repeating: "x", count: 129), 1, "text_out_of_range"),
            (1, String(repeating: "x", count: 128), 1, ""), (1, "p", 0, "amount_must_be_positive"),
            (1, "p", -1, "amount_must_be_positive"), (1, "p", 1 << 40, ""),
            (1, "p", 1 << 40 + 1, "limit_reached"),
        ] as [(UInt64, String, Int64, String)])
    func bounds(number: UInt64, payment: String, fen: Int64, reason: String) throws {
        var world = try World()
        let before = world.books
        #expect(world.receive(number, payment, fen) == reason)
        if !reason.isEmpty { #expect(world.books == before) }
    }

    @Test("what is not at the provider any more cannot go back")
    func gone() throws {
        var world = try World()
        #expect(world.receive(1, "p", 100) == "")
        _ = try world.books.settleProvider(
            received: Money(fen: 1), fee: .zero, reference: "bank", by: Person("operator/ann"),
            at: Self.at)
        let before = world.books
        #expect(world.giveBack(1) == "insufficient_balance")
        #expect(world.books == before)
    }

    @Test("the events replay to the same books, and none that is altered replays", arguments: 0..<8)
    func replay(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var world = try World()
        var plain: [UInt64: Int64] = [:]
        for _ in 0..<200 {
            let number = UInt64.random(in: 1...40, using: &random)
            if Bool.random(using: &random) {
                let fen = Int64.random(in: 1...1_000, using: &random)
                if world.receive(number, "p\(number)", fen) == "" { plain[number] = fen }
            } else if world.giveBack(number) == "" {
                plain[number] = 0
            }
        }
        #expect(world.books.unmatched.held.fen == plain.values.reduce(0, +))
        var again = try World().books
        for event in world.events {
            var altered = again
            #expect(throws: BooksReplayFault.unmatched) { try altered.apply(event.altered) }
            again = try Saved.again(again)
            try again.apply(event)
        }
        #expect(again == world.books)
    }
}

extension BookEvent {
    /// One fen more than was booked.
    fileprivate var altered: BookEvent {
        switch self {
        case .unmatched(.received(let made)):
            .unmatched(
                .received(
                    UnmatchedReceipt(
                        number: made.number, provider: made.provider, payment: made.payment,
                        amount: Money(fen: made.amount.fen + 1), at: made.at, lines: made.lines)))
        case .unmatched(.returned(let made)):
            .unmatched(
                .returned(
                    UnmatchedReturn(
                        number: made.number, refund: made.refund,
                        amount: Money(fen: made.amount.fen + 1), at: made.at, lines: made.lines)))
        default: self
        }
    }
}
