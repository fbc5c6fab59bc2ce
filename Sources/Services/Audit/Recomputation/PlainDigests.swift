internal import Transparency
internal import Wire

/// The digests of a pool's state, made again from the books and the lots that the audit came to
/// (Protos/tidemark/digest.proto has the bytes).
struct PlainDigests: Sendable {
    private struct Link {
        var number: UInt64
        var digest: [UInt8]
    }

    /// What the next one may be made of: the last, and where that was wrong both what it should
    /// have said and what it said. So a slip of the pen is found once, and so is another state.
    private var links = [Link(number: 0, digest: [UInt8](repeating: 0, count: 32))]

    /// A digest of another state is a finding. O(n log n) in the accounts that were written since
    /// the last.
    mutating func check(
        _ event: StateDigest, _ pool: PlainPool, _ ledger: inout PlainLedger,
        at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let state = bytes(pool, ledger)
        let expected = links.map { link in
            StateDigest(
                number: link.number &+ 1, digest: Digest.hash(link.digest + state).bytes,
                accounts: UInt64(ledger.written.count),
                reserveFen: Int64(clamping: pool.figures.reserve),
                supplyUnits: Int64(clamping: pool.figures.supply),
                lotsOpen: UInt64(pool.lots.count))
        }
        ledger.beginWriting()
        let found = Link(number: event.number, digest: event.digest)
        guard !expected.contains(event), let first = expected.first else {
            links = [found]
            return
        }
        sheet.note(
            .stateDigest, place,
            "the digest of the pool's state is not that of the entries before it",
            expected: first.json(), found: event.json())
        links = [Link(number: first.number, digest: first.digest), found]
    }

    /// All but the digest before.
    private func bytes(_ pool: PlainPool, _ ledger: PlainLedger) -> [UInt8] {
        let accounts = ledger.written.map(PlainAccount.init).sorted()
        var bytes = Self.bigEndian(UInt64(accounts.count))
        for account in accounts {
            let balance = ledger.balance(of: account.text)
            bytes.append(UInt8(clamping: account.text.utf8.count))
            bytes += Array(account.text.utf8) + Self.bigEndian(UInt64(bitPattern: balance))
        }
        bytes += Self.bigEndian(pool.figures.reserve) + Self.bigEndian(pool.figures.supply)
        return bytes + Self.bigEndian(UInt64(pool.lots.count))
    }

    private static func bigEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
    }
}

/// An account by its text, in the order of digests: by kind, then by the number after it, or by
/// the text that is there.
private struct PlainAccount: Comparable {
    var text: String
    private var kind: Substring
    private var number: UInt64
    private var owner: Substring

    init(_ text: String) {
        self.text = text
        kind = text.prefix { $0 != ":" }
        let rest = text.dropFirst(kind.count + 1)
        number = UInt64(rest) ?? 0
        owner = number == 0 ? rest : ""
    }

    static func < (one: Self, other: Self) -> Bool {
        if one.kind != other.kind {
            return one.kind.utf8.lexicographicallyPrecedes(other.kind.utf8)
        }
        if one.number != other.number { return one.number < other.number }
        return one.owner.utf8.lexicographicallyPrecedes(other.owner.utf8)
    }
}
