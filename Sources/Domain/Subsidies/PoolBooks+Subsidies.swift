// What the books are asked to do with subsidies.
extension PoolBooks {
    /// Books a subsidy that has arrived. Refused: orphan money, which never arrives; an amount
    /// out of bounds; a reference that is missing or booked before.
    package mutating func receive(
        _ amount: Money, from source: SubsidySource, reference: String
    ) throws(SubsidyRejection) -> [BookEvent] {
        let receipt = try receipt(amount, from: source, reference)
        record(.subsidy(.received(receipt)))
        return [.subsidy(.received(receipt))]
    }

    func receipt(
        _ amount: Money, from source: SubsidySource, _ reference: String
    ) throws(SubsidyRejection) -> SubsidyReceipt {
        guard pool.phase == .running else { throw .woundDown }
        guard source != .orphan else { throw .orphanIsNotReceived }
        guard amount.fen >= 1 else { throw .amountMustBePositive(amount) }
        guard amount <= Money.amountMax, source == .unallocated || canReceive(amount) else {
            throw .limitReached(amount)
        }
        guard Self.isReference(reference) else {
            throw .referenceMustBeNamed(bytes: reference.utf8.count)
        }
        guard !isBooked(reference) else { throw .referenceAlreadyUsed(reference) }
        if source == .unallocated {
            let has = Money(fen: -ledger.balance(.commissionUnallocated))
            guard amount <= has else { throw .exceedsUnallocated(has: has) }
        }
        return SubsidyReceipt(
            source: source, amount: amount, reference: reference,
            lines: Posting.subsidy(received: amount, from: source).lines)
    }

    /// What a source has and no slice is announced for.
    package func free(of source: SubsidySource) -> Money {
        let account: Account = source == .orphan ? .orphanReserve : .subsidy(source)
        let announced = subsidies.source(source).announced
        return Money(fen: -ledger.balance(account) - announced.fen)
    }

    /// Announces that money of a source may enter the reserve from `notBefore` on.
    package mutating func announce(
        _ amount: Money, of source: SubsidySource, notBefore: Instant, at: Instant
    ) throws(SubsidyRejection) -> [BookEvent] {
        let slice = try slice(amount, of: source, notBefore: notBefore, at: at)
        record(.subsidy(.announced(slice)))
        return [.subsidy(.announced(slice))]
    }

    func slice(
        _ amount: Money, of source: SubsidySource, notBefore: Instant, at: Instant
    ) throws(SubsidyRejection) -> SubsidySlice {
        guard pool.phase == .running else { throw .woundDown }
        guard amount.fen >= 1 else { throw .amountMustBePositive(amount) }
        guard amount <= Money.amountMax else { throw .limitReached(amount) }
        guard subsidies.slices.count < SubsidyBook.slicesOpenMax else {
            throw .tooManySlices(subsidies.slices.count)
        }
        let earliest = at.advanced(by: SubsidyBook.noticeMicroseconds)
        guard isSandbox || notBefore >= earliest else {
            throw .noticeTooShort(notBefore: notBefore, earliest: earliest)
        }
        let free = free(of: source)
        guard amount <= free else { throw .exceedsSubsidy(source, free: free) }
        return SubsidySlice(
            number: subsidies.nextSlice, source: source, amount: amount, notBefore: notBefore,
            announcedAt: at)
    }

    /// Lets `amount` of an announced slice, or with nil all that is left of it, enter the
    /// reserve. The events are the injection and the movements that it caused.
    ///
    /// For orphan money O(lots): nobody may hold more than a tenth of the points.
    package mutating func inject(
        _ number: UInt64, _ amount: Money?, beyondLimit: Bool, at: Instant
    ) throws(SubsidyRejection) -> [BookEvent] {
        let (slice, amount) = try injection(number, amount, beyondLimit: beyondLimit, at: at)
        let planned = SliceInjection(
            slice: number, source: slice.source, amount: amount, at: at,
            isBeyondLimit: beyondLimit, lines: Posting.slice(amount, of: slice.source).lines,
            reserve: .zero, supply: .zero)
        let made: [PoolEvent]
        do throws(PoolRejection) {
            made = try move(planned.command)
        } catch {
            throw .pool(error, slice: number)
        }
        let injected = BookEvent.subsidy(
            .injected(
                SliceInjection(
                    slice: number, source: slice.source, amount: amount, at: at,
                    isBeyondLimit: beyondLimit, lines: planned.lines, reserve: made[0].reserve,
                    supply: made[0].supply)))
        record(injected)
        return [injected] + made.dropFirst().map { enterMovement($0) }
    }

    /// Everything but the pool's own rules.
    func injection(
        _ number: UInt64, _ amount: Money?, beyondLimit: Bool, at: Instant
    ) throws(SubsidyRejection) -> (slice: SubsidySlice, amount: Money) {
        guard pool.phase == .running else { throw .woundDown }
        guard let open = subsidies.slices[number] else {
            guard number >= 1, number < subsidies.nextSlice else { throw .sliceNotFound(number) }
            throw .sliceIsClosed(number)
        }
        let amount = amount ?? open.left
        guard amount.fen >= 1 else { throw .amountMustBePositive(amount) }
        guard amount <= open.left else { throw .exceedsSlice(number, left: open.left) }
        guard at >= open.slice.notBefore else {
            throw .sliceNotDue(number, notBefore: open.slice.notBefore)
        }
        guard isSandbox || !beyondLimit else { throw .limitIsForAll }
        if open.slice.source == .orphan, let member = pool.memberHoldingMoreThanATenth() {
            throw .exceedsHolding(member)
        }
        guard pool.supply > .zero else { throw .pool(.noPointsCirculate, slice: number) }
        let already = subsidies.injected(on: at)
        let limit = subsidies.dailyLimit(of: pool.reserve, at: at)
        guard beyondLimit || already.fen + amount.fen <= limit.fen else {
            throw .exceedsDailySlice(limit: limit, already: already)
        }
        return (open.slice, amount)
    }
}
