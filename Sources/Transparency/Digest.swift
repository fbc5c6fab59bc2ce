/// A SHA-256 digest: 32 bytes, held in four words so that it copies without allocating.
package struct Digest: Hashable, Sendable {
    package static let byteCount = 32

    // The words hold the digest's bytes in memory order, whatever the host's byte order is.
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// 32 zero bytes; no input is known to hash to it.
    package static let zero = Digest()

    private init() {
        words = (0, 0, 0, 0)
    }

    /// Refuses (nil) anything but 32 bytes.
    package init?(_ bytes: [UInt8]) {
        self.init(bytes[...])
    }

    /// Refuses (nil) anything but 32 bytes.
    package init?(_ bytes: ArraySlice<UInt8>) {
        guard let digest = unsafe bytes.withUnsafeBytes({ unsafe Digest($0) }) else { return nil }
        self = digest
    }

    /// The digest in bytes that C holds, such as a column of a row. Refuses (nil) anything but 32.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Digest.byteCount else { return nil }
        unsafe self.init { unsafe $0.copyMemory(from: bytes) }
    }

    /// Lets `fill` write the 32 bytes, as C does.
    init(filledBy fill: (UnsafeMutableRawBufferPointer) -> Void) {
        words = (0, 0, 0, 0)
        unsafe withUnsafeMutableBytes(of: &words) { unsafe fill($0) }
    }

    /// The 32 bytes where they are, for C.
    package func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try unsafe withUnsafeBytes(of: words) { try unsafe body($0) }
    }

    package var bytes: [UInt8] {
        unsafe withBytes { unsafe [UInt8]($0) }
    }

    /// 64 lower-case hexadecimal digits.
    package var hex: String {
        unsafe withBytes { bytes in
            unsafe String(unsafeUninitializedCapacity: 2 * Digest.byteCount) { text in
                for index in 0..<Digest.byteCount {
                    let byte = unsafe bytes[index]
                    unsafe text[2 * index] = Digest.digit(byte >> 4)
                    unsafe text[2 * index + 1] = Digest.digit(byte & 15)
                }
                return 2 * Digest.byteCount
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    package static func == (left: Digest, right: Digest) -> Bool {
        left.words == right.words
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension Digest: CustomStringConvertible {
    package var description: String { hex }
}

extension Digest {
    /// SHA-256 of nothing: the root of the empty tree (RFC 6962 §2.1).
    package static let emptyRoot = Digest.hash([])

    /// `SHA-256(0x00 ‖ bytes)`: a leaf (RFC 6962 §2.1).
    package static func leaf(_ bytes: [UInt8]) -> Digest {
        unsafe bytes.withUnsafeBytes { unsafe leaf($0) }
    }

    /// `SHA-256(0x01 ‖ left ‖ right)`: an inner node (RFC 6962 §2.1).
    package static func node(_ left: Digest, _ right: Digest) -> Digest {
        unsafe withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
            unsafe buffer[0] = 1
            unsafe left.withBytes { unsafe buffer[1..<33].copyBytes(from: $0) }
            unsafe right.withBytes { unsafe buffer[33..<65].copyBytes(from: $0) }
            return unsafe hash(UnsafeRawBufferPointer(buffer), then: nil)
        }
    }

    /// SHA-256 of `bytes`.
    package static func hash(_ bytes: [UInt8]) -> Digest {
        unsafe bytes.withUnsafeBytes { unsafe hash($0, then: nil) }
    }
}
