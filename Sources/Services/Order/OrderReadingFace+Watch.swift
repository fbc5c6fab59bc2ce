import Domain
import Journal
import Transport
import Wire

extension OrderReadingFace {
    /// Sends each of a member's orders after each entry that changes it. What came after the
    /// entry that the caller saw last is read from the journal, O(its entries since), a batch at
    /// a time.
    func watchMember(
        _ call: Call, _ request: WatchMemberRequest, _ stream: ResponseStream<WatchMemberResponse>
    ) async throws {
        try call.checkActing(for: request.member)
        let member = try MemberID(request.member, field: "member")
        let journal = try orders.gate.journal(request.platform)
        let size = try orders.head(journal, notBefore: request.afterSequence)
        let after = request.afterSequence == 0 ? size : request.afterSequence
        let changes = orders.gate.runner.subscribe(journal, after: after, rootAtAfter: nil)
        for try await item in changes {
            guard case .batch(_, let entries) = item else { continue }
            for change in try await self.changes(entries, of: member, on: request.platform) {
                try await stream.send(change)
            }
        }
    }

    /// What a batch of the journal changed of the member's orders.
    private func changes(
        _ batch: [[UInt8]], of member: MemberID, on platform: String
    ) async throws -> [WatchMemberResponse] {
        let entries = try batch.map { bytes throws in try JournalEntry(decoding: bytes) }
        let named = Set(entries.compactMap(\.order))
        guard let first = entries.first?.sequence, let last = entries.last?.sequence,
            !named.isEmpty
        else { return [] }
        let own = try await orders.gate.read(platform) { book in
            named.filter { book.index.member(of: $0) == member }
        }
        guard !own.isEmpty else { return [] }
        let histories = try await orders.gate.entries(
            platform, keys: own.map(\.key), until: last)
        var changes: [WatchMemberResponse] = []
        for history in histories {
            var told = ToldOrder()
            for entry in history where try told.take(entry) && entry.sequence >= first {
                changes.append(
                    WatchMemberResponse(sequence: told.sequence, order: told.order))
            }
        }
        return changes.sorted { $0.sequence < $1.sequence }
    }
}
