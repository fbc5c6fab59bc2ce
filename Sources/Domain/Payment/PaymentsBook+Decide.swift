extension PaymentsBook {
    /// What a provider's report means, before an order is asked whether it is its payment.
    package enum Reading: Equatable, Sendable {
        case new
        /// It was accepted before.
        case known(Use)
        /// It is contrary to what was accepted. The event is nil if that is recorded already.
        case contrary(PaymentRejection, PaymentEvent?)
    }

    package func read(
        _ report: PaymentReport, at: Instant
    ) throws(PaymentRejection) -> Reading {
        try Self.check(report.name)
        try Self.check(report.amount)
        guard let known = payments[report.name] else { return .new }
        if known.report == report { return .known(known.use) }
        let sentence =
            "\(known.report.amount.fen) fen, \(known.report.currency), for order "
            + "\(known.report.order)"
        return .contrary(
            .paymentDiffers(report.name, known: sentence),
            contradict(report.name, "", report.amount, known: sentence, at: at))
    }

    /// Money that is for no order: of a report that is new, or of an order whose receipt the pool
    /// refused.
    package func arrive(_ report: PaymentReport, reason: String, at: Instant) -> PaymentEvent {
        .arrived(
            ArrivedReceipt(
                number: UInt64(receipts.count) + 1, report: report, reason: reason, at: at))
    }

    private func contradict(
        _ payment: PaymentName, _ refund: String, _ amount: Money, known: String, at: Instant
    ) -> PaymentEvent? {
        guard !contradicted.contains(Subject(payment: payment, refund: refund)) else {
            return nil
        }
        return .contradicted(
            Contradiction(
                payment: payment, refund: refund, amount: amount, known: known, at: at))
    }

    // MARK: - Refunds

    /// Asks a provider for money back. Nil if the same was asked before.
    package func requestRefund(
        _ id: String, of payment: PaymentName, _ amount: Money, at: Instant
    ) throws(PaymentRejection) -> PaymentEvent? {
        try Self.check(id, field: "refund")
        try Self.check(amount)
        if let known = refunds[id] {
            guard known.payment == payment, known.amount == amount else {
                throw .refundReused(id, known: known.sentence)
            }
            return nil
        }
        guard let known = payments[payment] else { throw .paymentNotFound(payment) }
        guard amount <= known.left else { throw .exceedsPayment(payment, left: known.left) }
        return .refundRequested(
            ProviderRefund(id: id, payment: payment, amount: amount, at: at))
    }

    package enum RefundReading: Equatable, Sendable {
        /// The event is nil if the same was said before.
        case answered(ProviderRefund.State, PaymentEvent?)
        case contrary(PaymentRejection, PaymentEvent?)
    }

    /// What a provider's word on a refund means: a refund has one answer for ever.
    package func read(
        _ report: RefundReport, at: Instant
    ) throws(PaymentRejection) -> RefundReading {
        try Self.check(report.payment)
        try Self.check(report.id, field: "refund")
        try Self.check(report.amount)
        if let why = report.failure { try Self.check(why, field: "why") }
        guard let refund = refunds[report.id] else {
            return .contrary(
                .refundNotFound(report.id),
                contradict(
                    report.payment, report.id, report.amount, known: "never asked for", at: at))
        }
        let isSame = refund.payment == report.payment && refund.amount == report.amount
        if isSame, refund.state == .requested {
            return .answered(
                report.state, .refundAnswered(report.id, report.state, at: at))
        }
        if isSame, refund.state == report.state { return .answered(report.state, nil) }
        return .contrary(
            .refundDiffers(report.id, known: refund.sentence),
            contradict(
                report.payment, report.id, report.amount, known: refund.sentence, at: at))
    }

    // MARK: - Receipts

    package func book(_ number: UInt64) throws(PaymentRejection) -> PaymentEvent {
        try expect(.arrived, number)
        return .booked(number)
    }

    package func giveBack(_ number: UInt64) throws(PaymentRejection) -> PaymentEvent {
        try expect(.booked, number)
        return .returned(number)
    }

    private func expect(_ state: ReceiptState, _ number: UInt64) throws(PaymentRejection) {
        guard let receipt = receipt(number) else { throw .receiptNotFound(number) }
        guard receipt.state == state else { throw .wrongState(number) }
    }

    // MARK: - Bounds

    private static func check(_ name: PaymentName) throws(PaymentRejection) {
        try check(name.provider, field: "provider")
        try check(name.id, field: "payment")
    }

    private static func check(_ text: String, field: String) throws(PaymentRejection) {
        guard (1...textBytesMax).contains(text.utf8.count) else {
            throw .textOutOfRange(field: field, bytes: text.utf8.count)
        }
    }

    private static func check(_ amount: Money) throws(PaymentRejection) {
        guard (Money(fen: 1)...Money.amountMax).contains(amount) else {
            throw .amountOutOfRange(amount)
        }
    }
}

extension ProviderRefund {
    /// In words, for a refusal.
    var sentence: String {
        let word =
            switch state {
            case .requested: "requested"
            case .confirmed: "confirmed"
            case .failed: "failed"
            }
        return "\(word): \(amount.fen) fen of payment \(payment.id)"
    }
}
