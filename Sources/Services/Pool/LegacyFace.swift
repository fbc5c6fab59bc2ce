import Domain
import Journal
import Transport
import Wire

/// Claims from before the platform: imported, turned into coins, served out of the trust.
struct LegacyFace: Sendable {
    let gate: CommandGate<PoolBook>

    func register(on router: inout Router) {
        router.unary(LegacyMethods.importClaims) { [self] in try await importClaims($0, $1) }
        router.unary(LegacyMethods.convertClaim) { [self] in try await convertClaim($0, $1) }
        router.unary(LegacyMethods.allot) { [self] in try await allot($0, $1) }
        router.unary(LegacyMethods.getLegacy) { [self] in try await getLegacy($1) }
        router.unary(LegacyMethods.getClaim) { [self] in try await getClaim($0, $1) }
        router.unary(LegacyMethods.listClaims) { [self] in try await listClaims($1) }
    }

    private func importClaims(
        _ call: Call, _ request: ImportClaimsRequest
    ) async throws -> ImportClaimsResponse {
        guard request.firstLine >= 1 else {
            throw RPCError.malformed("first_line", "first_line is 0; lines are counted from 1")
        }
        let rows = try request.rows.map { row throws in try Domain.ClaimRow(row) }
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            var refused: [RefusedRow] = []
            let events = try book.run { books throws(BooksRejection) in
                let made = try books.importClaims(
                    rows, file: request.fileSHA256, firstLine: request.firstLine)
                refused = made.refused.map { RefusedRow($0) }
                return made.events
            }
            let taken = events.reduce(Int64(0)) { $0 + $1.claimedFen }
            return (
                events.map { $0.entry() },
                ImportClaimsResponse(
                    taken: UInt64(events.count), takenFen: taken, refused: refused)
            )
        }
    }

    private func convertClaim(
        _ call: Call, _ request: ConvertClaimRequest
    ) async throws -> ConvertClaimResponse {
        let member = try MemberID(request.member, field: "member")
        try call.checkActing(for: request.member)
        let amount = Money(fen: request.amountFen)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            let events = try book.run { books throws(BooksRejection) in
                try books.convertClaim(of: member, amount)
            }
            let books = try book.opened()
            return (
                events.map { $0.entry() },
                ConvertClaimResponse(
                    leftFen: books.legacy.claim(of: member).fen, coins: books.coins(of: member))
            )
        }
    }

    // MARK: - Allotment

    /// The first part carries the request id, and its reply says what all parts together come to:
    /// the shares were worked out before it. The caller is answered when the last is durable.
    private func allot(_ call: Call, _ request: AllotRequest) async throws -> AllotResponse {
        let reply = try await gate.run(
            call, request, on: request.platform, id: request.requestID
        ) { book, _ in
            let events = try book.run { books throws(BooksRejection) in
                try books.allot(request.period, isFinal: request.isFinal)
            }
            return (events.map { $0.entry() }, AllotResponse(events))
        }
        try await finish(try gate.journal(request.platform))
        return reply
    }

    /// Makes what is left of an open allotment, part by part; nothing when none is open.
    func finish(_ journal: JournalName) async throws {
        while try await gate.read(journal.platform, { $0.books?.legacy.open != nil }) {
            try await gate.record(on: journal) { book, _ in
                let events = try book.run { books throws(BooksRejection) in
                    books.continueAllotment()
                }
                return events.map { $0.entry() }
            }
        }
    }

    // MARK: - Queries

    private func getLegacy(_ request: GetLegacyRequest) async throws -> GetLegacyResponse {
        guard request.contributionBps <= 10_000 else {
            throw RPCError.malformed(
                "contribution_bps",
                "contribution_bps is \(request.contributionBps); state 1 to 10000, or 0 for what "
                    + "it was so far")
        }
        let share = BasisPoints(Int(request.contributionBps))
        return try await gate.read(request.platform) { book in
            let books = try book.opened()
            let progress = books.legacyProgress(contribution: share == .zero ? nil : share)
            return GetLegacyResponse(books, progress, sequence: book.sequence)
        }
    }

    private func getClaim(
        _ call: Call, _ request: GetClaimRequest
    ) async throws -> GetClaimResponse {
        let member = try MemberID(request.member, field: "member")
        try call.checkActing(for: request.member)
        return try await gate.read(request.platform) { book in
            GetClaimResponse(claim: try book.opened().claim(of: member))
        }
    }

    private func listClaims(_ request: ListClaimsRequest) async throws -> ListClaimsResponse {
        let count = try pageCount(request.limit, most: 1_000)
        return try await gate.read(request.platform) { book in
            let books = try book.opened()
            let claims = books.legacy.claims(
                after: MemberID(rawValue: request.afterMember), limit: count)
            return ListClaimsResponse(claims: claims.map { books.claim(of: $0.0) })
        }
    }
}

extension PoolBooks {
    fileprivate func claim(of member: MemberID) -> Claim {
        Claim(
            member: member.rawValue, leftFen: legacy.claim(of: member).fen,
            coins: coins(of: member))
    }
}
