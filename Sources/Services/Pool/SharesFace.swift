import Domain
import Journal
import Transport
import Wire

/// Points into shares that are to be listed, and the register.
struct SharesFace: Sendable {
    let gate: CommandGate<PoolBook>
    /// Wall time in microseconds since 1970 UTC.
    let now: @Sendable () -> Int64

    func register(on router: inout Router) {
        router.unary(SharesMethods.openProgramme) { [self] in try await openProgramme($0, $1) }
        router.unary(SharesMethods.convert) { [self] in try await convert($0, $1) }
        router.unary(SharesMethods.closeProgramme) { [self] in try await closeProgramme($0, $1) }
        router.unary(SharesMethods.allotShares) { [self] in try await allotShares($0, $1) }
        router.unary(SharesMethods.releaseShares) { [self] in try await releaseShares($0, $1) }
        registerQueries(on: &router)
    }

    private func openProgramme(
        _ call: Call, _ request: OpenProgrammeRequest
    ) async throws -> OpenProgrammeResponse {
        guard let message = request.terms else {
            throw RPCError.malformed("terms", "terms are missing; state what shares are offered")
        }
        let terms = Domain.ShareTerms(message)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            let events = try book.run { books throws(BooksRejection) in
                try books.openProgramme(terms)
            }
            let number = UInt64(try book.opened().shares.programmes.count)
            return (events.map { $0.entry() }, OpenProgrammeResponse(programme: number))
        }
    }

    private func convert(
        _ call: Call, _ request: ConvertRequest
    ) async throws -> ConvertResponse {
        let member = try MemberID(request.member, field: "member")
        let lot = try LotID(request.lot, field: "lot")
        try call.checkActing(for: request.member)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            try book.permit(.payout, at: now)
            let events = try book.run { books throws(BooksRejection) in
                try books.subscribe(
                    request.programme, member, lot: lot, shares: request.shares,
                    at: Instant(microseconds: now))
            }
            return (
                events.map { $0.entry() }, ConvertResponse(events, in: try book.opened())
            )
        }
    }

    /// The first part carries the request id. The caller is answered when the last is durable.
    private func closeProgramme(
        _ call: Call, _ request: CloseProgrammeRequest
    ) async throws -> CloseProgrammeResponse {
        let reply = try await gate.run(
            call, request, on: request.platform, id: request.requestID
        ) { book, now in
            let events = try book.run { books throws(BooksRejection) in
                try books.closeProgramme(
                    request.programme, isSuccessful: request.successful,
                    reference: request.reference, at: Instant(microseconds: now))
            }
            guard case .shares(.programmeClosed(let made)) = events.first else {
                preconditionFailure("closing begins with the closing")
            }
            return (
                events.map { $0.entry() },
                CloseProgrammeResponse(shares: made.shares, amountFen: made.amount.fen)
            )
        }
        try await finish(try gate.journal(request.platform))
        return reply
    }

    /// Undoes what is left of a failed issue, part by part. Ends too when the pool takes nothing
    /// more for now; the next round of the service tries again.
    func finish(_ journal: JournalName) async throws {
        var left = UInt64.max
        while true {
            let returning = try await gate.read(journal.platform) { book in
                book.books?.shares.returnsLeft ?? 0
            }
            guard returning > 0, returning < left else { return }
            left = returning
            try await gate.record(on: journal) { book, _ in
                let events = try book.run { books throws(BooksRejection) in
                    books.continueReturns()
                }
                return events.map { $0.entry() }
            }
        }
    }

    private func allotShares(
        _ call: Call, _ request: AllotSharesRequest
    ) async throws -> AllotSharesResponse {
        let member = try MemberID(request.member, field: "member")
        let unlocking = ShareUnlocking(
            start: Instant(microseconds: request.startUs),
            cliff: Instant(microseconds: request.cliffUs),
            end: Instant(microseconds: request.endUs))
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(BooksRejection) in
                try books.allotShares(
                    member, shares: request.shares, reason: request.reason, unlocking,
                    at: Instant(microseconds: now))
            }
            let entry = UInt64(try book.opened().shares.entries.count)
            return (events.map { $0.entry() }, AllotSharesResponse(entry: entry))
        }
    }

    private func releaseShares(
        _ call: Call, _ request: ReleaseSharesRequest
    ) async throws -> ReleaseSharesResponse {
        try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(BooksRejection) in
                try books.releaseShares(
                    request.entry, shares: request.shares, at: Instant(microseconds: now))
            }
            let released = try book.opened().shares.entry(request.entry)?.released ?? 0
            return (events.map { $0.entry() }, ReleaseSharesResponse(released: released))
        }
    }
}
