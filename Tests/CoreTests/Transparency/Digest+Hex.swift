import Testing
import Transparency

/// The bytes of hexadecimal text in a test's table; records an issue where it is none.
func hexBytes(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    if digits.count != text.count || !digits.count.isMultiple(of: 2) {
        Issue.record("\(text) is not hexadecimal")
        return []
    }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// The digest of 64 hexadecimal digits.
func digest(_ text: String) -> Digest {
    guard let digest = Digest(hexBytes(text)) else {
        Issue.record("\(text) is not a digest")
        return .zero
    }
    return digest
}

extension Digest {
    /// The digest with one bit turned, counted from the first byte's lowest.
    func flipping(bit: Int) -> Digest {
        var bytes = self.bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return Digest(bytes) ?? .zero
    }
}
