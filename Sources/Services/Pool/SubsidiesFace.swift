import Domain
import Journal
import Transport
import Wire

/// Subsidies by source: receipts, slices, coupons.
struct SubsidiesFace: Sendable {
    let gate: CommandGate<PoolBook>
    /// Microseconds since 1970 UTC.
    let now: @Sendable () -> Int64

    func register(on router: inout Router) {
        router.unary(SubsidiesMethods.receiveSubsidy) { [self] in try await receive($0, $1) }
        router.unary(SubsidiesMethods.announceSlice) { [self] in try await announce($0, $1) }
        router.unary(SubsidiesMethods.injectSlice) { [self] in try await inject($0, $1) }
        router.unary(SubsidiesMethods.grantCoupon) { [self] in try await grant($0, $1) }
        router.unary(SubsidiesMethods.listSubsidies) { [self] in try await list($1) }
    }

    private func receive(
        _ call: Call, _ request: ReceiveSubsidyRequest
    ) async throws -> ReceiveSubsidyResponse {
        let source = try SubsidySource(request.source)
        let amount = Money(fen: request.amountFen)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            let events = try book.run { books throws(SubsidyRejection) in
                try books.receive(amount, from: source, reference: request.reference)
            }
            let free = try book.opened().free(of: source)
            return (events.map { $0.entry() }, ReceiveSubsidyResponse(freeFen: free.fen))
        }
    }

    private func announce(
        _ call: Call, _ request: AnnounceSliceRequest
    ) async throws -> AnnounceSliceResponse {
        let source = try SubsidySource(request.source)
        let amount = Money(fen: request.amountFen)
        let notBefore = Instant(microseconds: request.notBeforeUs)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(SubsidyRejection) in
                try books.announce(
                    amount, of: source, notBefore: notBefore, at: Instant(microseconds: now))
            }
            let books = try book.opened()
            let reply = AnnounceSliceResponse(
                slice: books.subsidies.nextSlice - 1, freeFen: books.free(of: source).fen)
            return (events.map { $0.entry() }, reply)
        }
    }

    private func inject(
        _ call: Call, _ request: InjectSliceRequest
    ) async throws -> InjectSliceResponse {
        let amount = request.amountFen == 0 ? nil : Money(fen: request.amountFen)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            try book.permit(.injection, at: now)
            let events = try book.run { books throws(SubsidyRejection) in
                try books.inject(
                    request.slice, amount, beyondLimit: request.beyondDailyLimit,
                    at: Instant(microseconds: now))
            }
            let reply = Self.injection(events, of: request.slice, in: try book.opened())
            return (events.map { $0.entry() }, reply)
        }
    }

    private static func injection(
        _ events: [BookEvent], of slice: UInt64, in books: borrowing PoolBooks
    ) -> InjectSliceResponse {
        var reply = InjectSliceResponse(
            leftFen: books.subsidies.slices[slice]?.left.fen ?? 0,
            reserveFen: books.pool.reserve.fen, supplyUnits: books.pool.supply.units)
        for event in events {
            switch event.poolEvent?.change {
            case .injected(let amount), .restored(let amount): reply.injectedFen = amount.fen
            case .exited: reply.exits += 1
            case .granted, .contributed, .setAside, .sold, .clawedBack, .converted, .reissued,
                .allotmentOpened, .allotted, .allotmentClosed, .split, .seriesClosed, .woundUp,
                .woundDown, nil:
                continue
            }
        }
        return reply
    }

    private func grant(
        _ call: Call, _ request: GrantCouponRequest
    ) async throws -> GrantCouponResponse {
        let order = try OrderID(request.order, field: "order")
        let member = try MemberID(request.member, field: "member")
        let source = try SubsidySource(request.source)
        let amount = Money(fen: request.amountFen)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            try book.permit(.receipt, at: now)
            let events = try book.run { books throws(SubsidyRejection) in
                try books.grantCoupon(amount, of: source, for: order, member: member)
            }
            let free = try book.opened().free(of: source)
            return (events.map { $0.entry() }, GrantCouponResponse(freeFen: free.fen))
        }
    }

    private func list(_ request: ListSubsidiesRequest) async throws -> ListSubsidiesResponse {
        let now = now()
        return try await gate.read(request.platform) { book in
            let books = try book.opened()
            let subsidies = books.subsidies
            let at = Instant(microseconds: now)
            return ListSubsidiesResponse(
                sequence: book.sequence,
                accounts: SubsidySource.allCases.compactMap { books.subsidyAccount(of: $0) },
                slices: subsidies.slices.values.sorted { $0.slice.number < $1.slice.number }
                    .map { open in
                        Wire.Slice(
                            slice: open.slice.number, source: open.slice.source.rawValue,
                            amountFen: open.slice.amount.fen, leftFen: open.left.fen,
                            notBeforeUs: open.slice.notBefore.microseconds,
                            announcedUs: open.slice.announcedAt.microseconds)
                    },
                dailyLimitFen: subsidies.dailyLimit(of: books.pool.reserve, at: at).fen,
                injectedTodayFen: subsidies.injected(on: at).fen,
                inReserveFen: subsidies.inReserve.fen)
        }
    }
}

extension PoolBooks {
    /// Nil for a source that gave nothing and has nothing.
    fileprivate func subsidyAccount(of source: SubsidySource) -> SubsidyAccount? {
        let sums = subsidies.source(source)
        let free = free(of: source)
        guard sums != SubsidyBook.Source() || free > .zero else { return nil }
        return SubsidyAccount(
            source: source.rawValue, receivedFen: sums.received.fen,
            announcedFen: sums.announced.fen, injectedFen: sums.injected.fen,
            couponsFen: sums.coupons.fen, freeFen: free.fen)
    }
}
