/// Alone in its group; of the state before it.
package struct StateDigest: Message {
    package static let protoName = "tidemark.pool.v1.StateDigest"

    package var number: UInt64 = 0
    package var digest: [UInt8] = []
    package var accounts: UInt64 = 0
    package var reserveFen: Int64 = 0
    package var supplyUnits: Int64 = 0
    package var lotsOpen: UInt64 = 0

    package init() {}

    package init(
        number: UInt64 = 0, digest: [UInt8] = [], accounts: UInt64 = 0, reserveFen: Int64 = 0,
        supplyUnits: Int64 = 0, lotsOpen: UInt64 = 0
    ) {
        self.number = number
        self.digest = digest
        self.accounts = accounts
        self.reserveFen = reserveFen
        self.supplyUnits = supplyUnits
        self.lotsOpen = lotsOpen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "number", &number)
        try fields.bytes(2, "digest", &digest)
        try fields.uint64(3, "accounts", &accounts)
        try fields.int64(4, "reserve_fen", &reserveFen)
        try fields.int64(5, "supply_units", &supplyUnits)
        try fields.uint64(6, "lots_open", &lotsOpen)
    }
}
