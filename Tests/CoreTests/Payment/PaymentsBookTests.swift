import Testing

@testable import Domain

@Suite("Payments as providers tell them")
struct PaymentsBookTests {
    private static let at = Instant(microseconds: 1)

    private static func report(
        _ id: String, order: UInt64 = 1, _ fen: Int64 = 100, _ currency: Currency = .yuan
    ) -> PaymentReport {
        PaymentReport(
            name: PaymentName(provider: "sandbox", id: id), order: order, amount: Money(fen: fen),
            currency: currency)
    }

    /// A book in which payment "p" of 100 fen is order 1's and "u" of 100 fen is for no order.
    private static func book() throws -> PaymentsBook {
        var book = PaymentsBook()
        book.notePaid(
            OrderID(rawValue: 1),
            Payment(provider: "sandbox", id: "p", amount: Money(fen: 100)))
        try book.apply(book.arrive(report("u", order: 9), reason: "order_not_found", at: at))
        return book
    }

    private static let payment = PaymentName(provider: "sandbox", id: "p")

    @Test("the same report is known for ever, another one of the same payment is contrary once")
    func reports() throws {
        var book = try Self.book()
        #expect(try book.read(Self.report("new"), at: Self.at) == .new)
        #expect(
            try book.read(Self.report("p"), at: Self.at) == .known(.order(OrderID(rawValue: 1))))
        #expect(try book.read(Self.report("u", order: 9), at: Self.at) == .known(.unmatched(1)))
        let dollar = try #require(Currency("USD"))
        for other in [
            Self.report("p", order: 2), Self.report("p", order: 1, 101),
            Self.report("p", order: 1, 100, dollar), Self.report("u", order: 1),
        ] {
            guard case .contrary(let rejection, let event?) = try book.read(other, at: Self.at)
            else {
                Issue.record("not contrary: \(other)")
                continue
            }
            #expect(rejection.reason == "payment_differs")
            var recorded = book
            try recorded.apply(event)
            guard case .contrary(_, nil) = try recorded.read(other, at: Self.at) else {
                Issue.record("recorded twice: \(other)")
                continue
            }
        }
        try book.apply(try book.book(1))
        try book.apply(try book.giveBack(1))
        #expect(try book.read(Self.report("u", order: 9), at: Self.at) == .known(.unmatched(1)))
    }

    @Test("a payment that its order gives up is for no order, whole and once")
    func givenUp() throws {
        let book = try Self.book()
        func isPutAside(_ report: PaymentReport, in book: PaymentsBook) -> Bool {
            var copy = book
            let event = copy.arrive(report, reason: "winding_down", at: Self.at)
            do { try copy.apply(event) } catch { return false }
            return true
        }
        #expect(isPutAside(Self.report("p"), in: book))
        #expect(!isPutAside(Self.report("p", 99), in: book), "in part")
        #expect(!isPutAside(Self.report("p", order: 2), in: book), "another order's")
        #expect(!isPutAside(Self.report("u", order: 9), in: book), "put aside before")
        var asked = book
        let refund = try #require(
            try asked.askBack(
                OrderID(rawValue: 1), number: 1, Money(fen: 1), at: Self.at))
        try asked.apply(refund)
        #expect(!isPutAside(Self.report("p"), in: asked), "a part is asked back")
        var aside = book
        try aside.apply(aside.arrive(Self.report("p"), reason: "winding_down", at: Self.at))
        #expect(try aside.read(Self.report("p"), at: Self.at) == .known(.unmatched(2)))
        #expect(aside.payment(of: OrderID(rawValue: 1)) == nil)
        #expect(!isPutAside(Self.report("p"), in: aside), "once")
    }

    @Test("a refund that failed as often as it may is listed, of an order and of a receipt")
    func failedForGood() throws {
        var book = try Self.book()
        let order = OrderID(rawValue: 1)
        var event = try book.askBack(order, number: 2, Money(fen: 30), at: Self.at)
        for attempt in 1...PaymentsBook.attemptsMax {
            try book.apply(try #require(event))
            #expect(book.failedRefunds.isEmpty)
            let id = OrderRefundName(order: order, number: 2, attempt: attempt).description
            try book.apply(.refundAnswered(id, .failed(why: "closed \(attempt)"), at: Self.at))
            event = try book.askAgain(id, at: Self.at)
            #expect((event == nil) == (attempt == PaymentsBook.attemptsMax))
        }
        let unmatched = PaymentName(provider: "sandbox", id: "u")
        for attempt in 1...PaymentsBook.attemptsMax {
            #expect(book.failedRefunds.count == 1)
            let id = PaymentsBook.refundID(1, attempt: attempt)
            let asked = try book.requestRefund(id, of: unmatched, Money(fen: 100), at: Self.at)
            try book.apply(try #require(asked))
            try book.apply(.refundAnswered(id, .failed(why: "no account"), at: Self.at))
        }
        #expect(
            book.failedRefunds == [
                FailedRefund(
                    number: 1, subject: .order(order, number: 2), payment: Self.payment,
                    amount: Money(fen: 30), why: "closed 3", at: Self.at),
                FailedRefund(
                    number: 2, subject: .unmatched(1), payment: unmatched,
                    amount: Money(fen: 100), why: "no account", at: Self.at),
            ])
    }

    @Test(
        "names and amounts have bounds",
        arguments: [
            ("", 1, "text_out_of_range"), (String(repeating: "x", count: 128), 1, ""),
            (String(repeating: "x", count: 129), 1, "text_out_of_range"),
            ("a", 0, "amount_must_be_positive"), ("a", -1, "amount_must_be_positive"),
            ("a", 1 << 40, ""), ("a", 1 << 40 + 1, "amount_must_be_positive"),
        ] as [(String, Int64, String)])
    func bounds(id: String, fen: Int64, reason: String) {
        do throws(PaymentRejection) {
            let reading = try PaymentsBook().read(Self.report(id, order: 1, fen), at: Self.at)
            #expect(reading == .new)
            #expect(reason.isEmpty)
        } catch {
            #expect(error.reason == reason)
        }
    }

    @Test(
        "a currency is three capital letters", arguments: ["", "cny", "CN", "CNYX", "C1Y", "元元元"])
    func currencies(code: String) {
        #expect(Currency(code) == nil)
        #expect(Currency("CNY") == .yuan)
    }

    private static func ask(
        _ book: inout PaymentsBook, _ id: String, _ fen: Int64, of payment: PaymentName = payment
    ) throws -> String {
        do throws(PaymentRejection) {
            guard
                let event = try book.requestRefund(id, of: payment, Money(fen: fen), at: at)
            else { return "known" }
            do throws(ReplayFault) { try book.apply(event) } catch { return error.sentence }
            return ""
        } catch {
            return error.reason
        }
    }

    private static func answer(
        _ book: inout PaymentsBook, _ id: String, _ fen: Int64, failed: Bool = false
    ) throws -> String {
        let report = RefundReport(
            id: id, payment: payment, amount: Money(fen: fen), failure: failed ? "closed" : nil)
        switch try book.read(report, at: at) {
        case .answered(_, let event):
            guard let event else { return "known" }
            try book.apply(event)
            return ""
        case .contrary(let rejection, let event):
            if let event { try book.apply(event) }
            return rejection.reason
        }
    }

    @Test("refunds are asked for once by id, of what is left of a payment")
    func refunds() throws {
        var book = try Self.book()
        let stranger = PaymentName(provider: "other", id: "p")
        #expect(try Self.ask(&book, "a", 1, of: stranger) == "payment_not_found")
        #expect(try Self.ask(&book, "a", 0) == "amount_must_be_positive")
        #expect(try Self.ask(&book, "", 1) == "text_out_of_range")
        #expect(try Self.ask(&book, "a", 101) == "exceeds_payment")
        #expect(try Self.ask(&book, "a", 60) == "")
        #expect(try Self.ask(&book, "a", 60) == "known")
        #expect(try Self.ask(&book, "a", 40) == "refund_reused")
        #expect(try Self.ask(&book, "b", 41) == "exceeds_payment")
        #expect(try Self.ask(&book, "b", 40) == "")
        #expect(book.openRefunds == ["a", "b"])
        #expect(try Self.answer(&book, "a", 60, failed: true) == "")
        #expect(try Self.ask(&book, "c", 61) == "exceeds_payment")
        #expect(try Self.ask(&book, "c", 60) == "", "what failed can be asked for anew")
    }

    @Test("a refund has one answer, whatever is said later")
    func answers() throws {
        var book = try Self.book()
        #expect(try Self.answer(&book, "a", 60) == "refund_not_found")
        #expect(try Self.ask(&book, "a", 60) == "")
        #expect(try Self.answer(&book, "a", 59) == "refund_differs")
        #expect(try Self.answer(&book, "a", 60) == "")
        let answered = book
        #expect(try Self.answer(&book, "a", 60) == "known")
        #expect(try Self.answer(&book, "a", 60, failed: true) == "refund_differs")
        #expect(book == answered, "the contradiction was recorded before")
        #expect(book.refunds["a"]?.state == .confirmed)
        #expect(book.openRefunds.isEmpty)
    }

    @Test("a receipt is booked, then goes back, each once")
    func receipts() throws {
        var book = try Self.book()
        #expect(throws: PaymentRejection.receiptNotFound(2)) { try book.book(2) }
        #expect(throws: PaymentRejection.wrongState(1)) { try book.giveBack(1) }
        try book.apply(try book.book(1))
        #expect(throws: PaymentRejection.wrongState(1)) { try book.book(1) }
        try book.apply(try book.giveBack(1))
        #expect(throws: PaymentRejection.wrongState(1)) { try book.giveBack(1) }
        #expect(book.openReceipts.isEmpty)
        #expect(throws: ReplayFault.self) { try book.apply(.returned(1)) }
    }
}
