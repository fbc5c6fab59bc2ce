/// A fuzzer's input, taken from the front. What decides comes before what is decided about, so
/// that a changed decision leaves the rest in place.
struct FuzzInput {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isEmpty: Bool { position == bytes.count }

    /// 0 at the end.
    mutating func byte() -> UInt8 {
        guard position < bytes.count else { return 0 }
        position += 1
        return bytes[position - 1]
    }

    /// A number below `bound`, which is at most 256.
    mutating func number(below bound: Int) -> Int { Int(byte()) % bound }

    /// Four bytes, big-endian.
    mutating func word() -> UInt32 {
        (0..<4).reduce(0) { word, _ in word << 8 | UInt32(byte()) }
    }

    /// As many as there are, up to `count`.
    mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        let end = min(bytes.count, position + count)
        defer { position = end }
        return bytes[position..<end]
    }

    /// Bytes behind a count of one byte.
    mutating func counted() -> [UInt8] { Array(take(Int(byte()))) }

    /// All that is left.
    mutating func rest() -> [UInt8] { Array(take(bytes.count)) }
}
