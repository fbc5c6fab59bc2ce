import Domain
import Transparency
import Wire

/// The digests of one pool's state, each with the one before it in it: the last stands for all.
///
///     digest 0: 32 zero bytes
///     digest n: SHA-256(digest n−1 ‖ count ‖ accounts ‖ reserve ‖ supply ‖ lots open)
///     account:  length of its text: 1 byte ‖ text, such as `wallet:42` ‖ balance
///
/// Numbers are 8 bytes, the highest first. The accounts are those that a line was posted to since
/// digest n−1, by kind and owner.
struct DigestChain: Codable, Sendable {
    private(set) var number: UInt64 = 0
    private(set) var last = Digest.zero
    /// The entry that records it; 0 before the first.
    private(set) var sequence: UInt64 = 0

    /// What the next one is, of the books as they are.
    func next(of books: borrowing PoolBooks) -> StateDigest {
        let changed = books.ledger.changed()
        let (reserve, supply) = (books.pool.reserve.fen, books.pool.supply.units)
        let lotsOpen = UInt64(clamping: books.pool.openLotCount)
        var bytes = last.bytes
        bytes.reserveCapacity(32 + 8 * 4 + changed.count * 40)
        Self.append(UInt64(changed.count), to: &bytes)
        for (account, balance) in changed {
            let place = bytes.count
            bytes.append(0)
            account.appendText(to: &bytes)
            bytes[place] = UInt8(bytes.count - place - 1)
            Self.append(UInt64(bitPattern: balance), to: &bytes)
        }
        Self.append(UInt64(bitPattern: reserve), to: &bytes)
        Self.append(UInt64(bitPattern: supply), to: &bytes)
        Self.append(lotsOpen, to: &bytes)
        return StateDigest(
            number: number + 1, digest: Digest.hash(bytes).bytes,
            accounts: UInt64(changed.count), reserveFen: reserve, supplyUnits: supply,
            lotsOpen: lotsOpen)
    }

    mutating func take(_ made: StateDigest, at sequence: UInt64) {
        guard let digest = Digest(made.digest) else {
            preconditionFailure("a digest that was made or compared has 32 bytes")
        }
        (number, last, self.sequence) = (made.number, digest, sequence)
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }
}
