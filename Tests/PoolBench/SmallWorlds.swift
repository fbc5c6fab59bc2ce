import Domain

/// Every script up to a length over a handful of commands, each with all properties checked after
/// each command.
struct SmallWorlds {
    private(set) var scripts = 0
    private(set) var commands = 0

    /// Small and large, dust and all, both ends of a series.
    static let alphabet: [PoolCommand] = [
        settle(1, paid: 1_000, into: 300), settle(2, paid: 100_000, into: 100_000),
        settle(1, paid: 3, into: 1), sell(1, .max), sell(2, 1), sell(2, .max), sell(3, .max),
        .inject(Money(fen: 7_001)),
        .clawback(
            lot: LotID(rawValue: 1), paidBack: Money(fen: 500), contributionBack: Money(fen: 150)),
        .convert(lot: LotID(rawValue: 2), amount: Money(fen: 77)),
    ]

    static func plans() throws -> [PoolPlan] {
        try [(2_000, 30_000, 1_000), (0, 10_001, 2), (5_000, 0, 0), (1, 15_000, 10)].map {
            retention, multiple, split in
            try PoolPlan(
                openingPrice: Money(fen: 100), grant: BasisPoints(7_000),
                retention: BasisPoints(retention), exitMultiple: BasisPoints(multiple),
                splitPriceMultiple: split, legacyRelease: BasisPoints(split == 2 ? 5_000 : 0))
        }
    }

    private static func settle(_ member: UInt64, paid: Int64, into: Int64) -> PoolCommand {
        .settle(
            member: MemberID(rawValue: member), paid: Money(fen: paid),
            contribution: Money(fen: into), grant: BasisPoints(7_000))
    }

    /// `.max` stands for all that the lot has.
    private static func sell(_ lot: UInt64, _ units: Int64) -> PoolCommand {
        .sell(
            lot: LotID(rawValue: lot), units: Points(units: units), minimumPayout: .zero)
    }

    /// A refused command changes nothing, so what would follow it is another script's.
    mutating func walk(_ world: PropertyWorld, depth: Int) throws {
        guard depth > 0 else {
            scripts += 1
            return try world.checkReplay()
        }
        for command in Self.alphabet {
            var next = world
            commands += 1
            guard try next.run(Self.fitted(command, to: world.pool)) != nil else {
                scripts += 1
                continue
            }
            try walk(next, depth: depth - 1)
        }
    }

    private static func fitted(
        _ command: PoolCommand, to pool: borrowing Pool
    ) -> PoolCommand {
        guard case .sell(let id, Points(units: .max), let minimum) = command,
            let lot = pool.lot(id)
        else { return command }
        return .sell(lot: id, units: lot.units, minimumPayout: minimum)
    }
}
