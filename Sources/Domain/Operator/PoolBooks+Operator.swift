// The operator's side of the books. A pool that is wound down still pays its debts.
extension PoolBooks {
    /// Books what the bank has done, under its reference. `amount` is what custody gains or
    /// loses. What a provider paid out is `settleProvider`'s alone.
    package mutating func book(
        _ move: OperatorMove, _ amount: Money, reference: String
    ) throws(OperatorRejection) -> [BookEvent] {
        guard move != .providerSettled else { throw .providerSettlesAtCustody }
        let booking = try booking(move, amount, fee: .zero, reference: reference)
        if let short = shortOfFlight(booking.lines) { throw .exceedsFreeCustody(short) }
        record(.operatorBooked(booking))
        return [.operatorBooked(booking)]
    }

    /// Custody that no withdrawal is on its way out of: what a payout file sent may have left the
    /// bank already, and its confirmation must find the money.
    package var freeCustody: Money {
        Money(fen: ledger.balance(.custody) - withdrawals.inFlight.fen)
    }

    /// What custody has free, where `lines` would take more than that. A rule for commands:
    /// journals may have entries from before it.
    func shortOfFlight(_ lines: [Line]) -> Money? {
        let change = lines.reduce(Int64(0)) { $1.account == .custody ? $0 + $1.amount : $0 }
        let free = freeCustody
        return change < 0 && free.fen + change < 0 ? free : nil
    }

    func booking(
        _ move: OperatorMove, _ amount: Money, fee: Money, reference: String
    ) throws(OperatorRejection) -> OperatorBooking {
        guard amount.fen >= 1 else { throw .amountMustBePositive(amount) }
        guard amount <= Money.amountMax, move != .deposited || canReceive(amount) else {
            throw .limitReached(amount)
        }
        guard fee == .zero || (move == .providerSettled && fee > .zero) else {
            throw .feeNotAllowed(fee)
        }
        guard fee <= Money.amountMax else { throw .limitReached(fee) }
        guard Self.isReference(reference) else {
            throw .referenceMustBeNamed(bytes: reference.utf8.count)
        }
        guard !isBooked(reference) else { throw .referenceAlreadyUsed(reference) }
        try check(move, amount, fee: fee)
        return OperatorBooking(
            move: move, amount: amount, fee: fee, reference: reference,
            lines: Posting.booking(move, amount, fee: fee).lines)
    }

    /// No account passes its floor, and income that is taken leaves what covers losses.
    private func check(
        _ move: OperatorMove, _ amount: Money, fee: Money
    ) throws(OperatorRejection) {
        switch move {
        case .providerSettled:
            try check(.pspClearing, has: ledger.balance(.pspClearing), amount.fen + fee.fen)
            try check(.paymentFee, has: -ledger.balance(.paymentFee), fee.fen)
        case .deposited: return
        case .incomeTaken, .merchantPaid, .taxPaid:
            try check(.custody, has: ledger.balance(.custody), amount.fen)
            try check(move.owed, has: -ledger.balance(move.owed), amount.fen)
        }
        guard move == .incomeTaken else { return }
        let loss = max(0, ledger.balance(.operatorLoss))
        let free = max(0, -ledger.balance(.platformIncome) - loss)
        guard amount.fen <= free else {
            throw .belowLoss(free: Money(fen: free), loss: Money(fen: loss))
        }
    }

    private func check(
        _ account: Account, has: Int64, _ needs: Int64
    ) throws(OperatorRejection) {
        guard needs <= has else {
            throw .insufficientBalance(account, has: Money(fen: has), needs: Money(fen: needs))
        }
    }

    /// Whether these books would have recorded the booking. Journals may still have providers'
    /// settlements among them.
    func accepts(_ booking: OperatorBooking) -> Bool {
        do throws(OperatorRejection) {
            return try self.booking(
                booking.move, booking.amount, fee: booking.fee, reference: booking.reference)
                == booking
        } catch {
            return false
        }
    }
}
