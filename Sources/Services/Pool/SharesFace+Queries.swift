import Domain
import Journal
import Transport
import Wire

extension SharesFace {
    func registerQueries(on router: inout Router) {
        router.unary(SharesMethods.listProgrammes) { [self] in try await listProgrammes($1) }
        router.unary(SharesMethods.getRegister) { [self] in try await getRegister($1) }
        router.unary(SharesMethods.listShareEntries) { [self] in
            try await listShareEntries($0, $1)
        }
    }

    private func listProgrammes(
        _ request: ListProgrammesRequest
    ) async throws -> ListProgrammesResponse {
        try await gate.read(request.platform) { book in
            let programmes = try book.opened().shares.programmes
            return ListProgrammesResponse(
                programmes: programmes.enumerated().map { index, programme in
                    Programme(
                        programme: UInt64(index) + 1, terms: programme.terms.message,
                        state: programme.state.message, subscribed: programme.subscribed,
                        amountFen: programme.amount.fen)
                })
        }
    }

    private func getRegister(_ request: GetRegisterRequest) async throws -> GetRegisterResponse {
        let count = try pageCount(request.limit, most: 1_000)
        guard request.atUs >= 0 else {
            throw RPCError.malformed(
                "at_us", "at_us is \(request.atUs); state a time, or 0 for now")
        }
        let at = Instant(
            microseconds: request.atUs == 0 ? now() : request.atUs)
        return try await gate.read(request.platform) { book in
            let register = try book.opened().shares.register(at: at)
            let page = register.filter { $0.member.rawValue > request.afterMember }.prefix(count)
            return GetRegisterResponse(
                sequence: book.sequence,
                holdings: page.map { holding in
                    Wire.ShareHolding(
                        member: holding.member.rawValue, shares: holding.shares,
                        unlocked: holding.unlocked)
                },
                shares: register.reduce(0) { $0 + $1.shares })
        }
    }

    /// All entries of a member. O(entries).
    private func listShareEntries(
        _ call: Call, _ request: ListShareEntriesRequest
    ) async throws -> ListShareEntriesResponse {
        let member = try MemberID(request.member, field: "member")
        try call.checkActing(for: request.member)
        let now = Instant(microseconds: now())
        return try await gate.read(request.platform) { book in
            let shares = try book.opened().shares
            let own = shares.entries.enumerated().filter { $0.element.member == member }
            return ListShareEntriesResponse(
                entries: own.suffix(Self.entriesMax).map { index, entry in
                    let free = max(0, shares.free(entry, at: now) - entry.released)
                    return Wire.ShareEntry(UInt64(index) + 1, entry, free: free)
                })
        }
    }

    /// Entries of one member in one answer, the newest: a thousand of 100 bytes.
    private static let entriesMax = 1_000
}
