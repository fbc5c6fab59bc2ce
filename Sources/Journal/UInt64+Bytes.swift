/// Numbers in the files beside the database: 8 bytes, the lowest first.
extension UInt64 {
    var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: self >> (8 * UInt64($0))) } }

    /// Of 8 bytes; those that are missing are zero.
    init(bytes: ArraySlice<UInt8>) {
        self = bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
