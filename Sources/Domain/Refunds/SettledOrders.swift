/// What settled orders settled for, some 40 bytes each: a refund may come long after an order
/// has left memory everywhere else, and there are as many as there are lots.
///
///     record: 12 numbers, then the count of rewards and for each its payee and amount
///     number: 7 bits a byte, the lowest first; the top bit says that another byte follows
package struct SettledOrders: Codable, Equatable, Sendable {
    /// Where a record begins.
    package struct Place: Codable, Hashable, Sendable {
        fileprivate var chunk: Int32
        fileprivate var offset: Int32
    }

    /// Chunks, so that growing never copies what is there.
    private static let chunkBytes = 1 << 18
    private var chunks: [[UInt8]] = []

    mutating func append(_ facts: SettledFacts) -> Place {
        if chunks.last.map({ $0.count >= Self.chunkBytes }) ?? true {
            chunks.append([])
            chunks[chunks.count - 1].reserveCapacity(Self.chunkBytes + 256)
        }
        let last = chunks.count - 1
        let place = Place(chunk: Int32(last), offset: Int32(chunks[last].count))
        for number in Self.numbers(facts) { Self.write(number, to: &chunks[last]) }
        return place
    }

    subscript(place: Place) -> SettledFacts {
        var cursor = Int(place.offset)
        let chunk = Int(place.chunk)
        func number() -> UInt64 {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while true {
                let byte = chunks[chunk][cursor]
                cursor += 1
                value |= UInt64(byte & 0x7F) << shift
                guard byte >= 0x80 else { return value }
                shift += 7
            }
        }
        func money() -> Money { Money(fen: Int64(number())) }
        let member = MemberID(rawValue: number())
        let paid = PaymentSources(
            provider: money(), wallet: money(), coupon: money(), coins: Int64(number()))
        let parts = ReversibleParts(
            cost: money(), platform: money(), tax: money(), unallocated: money(),
            pending: money())
        let contribution = money()
        let lot = number()
        let rewards = (0..<number()).map { _ in
            RewardReversal(payee: MemberID(rawValue: number()), amount: money())
        }
        return SettledFacts(
            member: member, paid: paid, parts: parts, contribution: contribution,
            lot: lot == 0 ? nil : LotID(rawValue: lot), rewards: rewards)
    }

    /// No amount of a settlement is below zero.
    private static func numbers(_ facts: SettledFacts) -> [UInt64] {
        let paid = facts.paid
        var numbers = [facts.member.rawValue]
        numbers += [paid.provider.fen, paid.wallet.fen, paid.coupon.fen, paid.coins].map(
            UInt64.init)
        numbers += ReversibleParts.Name.allCases.map { UInt64(facts.parts[$0].fen) }
        numbers += [UInt64(facts.contribution.fen), facts.lot?.rawValue ?? 0]
        numbers.append(UInt64(facts.rewards.count))
        for reward in facts.rewards {
            numbers += [reward.payee.rawValue, UInt64(reward.amount.fen)]
        }
        return numbers
    }

    private static func write(_ number: UInt64, to bytes: inout [UInt8]) {
        var left = number
        while left >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: left) | 0x80)
            left >>= 7
        }
        bytes.append(UInt8(left))
    }
}

// Its numbers one after the other, as in `Lot`.
extension SettledOrders.Place {
    package init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        chunk = try values.decode(Int32.self)
        offset = try values.decode(Int32.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(chunk)
        try values.encode(offset)
    }
}
