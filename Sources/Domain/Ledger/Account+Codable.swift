/// Coded as the two numbers of its rank: a ledger has an account for each member at least.
extension Account: Codable {
    package init(from decoder: any Decoder) throws {
        var numbers = try decoder.unkeyedContainer()
        let kind = try numbers.decode(UInt8.self)
        let owner = try numbers.decode(UInt64.self)
        self.init(AccountRank(kind: kind, owner: owner))
    }

    package func encode(to encoder: any Encoder) throws {
        let rank = rank
        var numbers = encoder.unkeyedContainer()
        try numbers.encode(rank.kind)
        try numbers.encode(rank.owner)
    }
}
