internal import Wire

/// The values of header fields whose names end in `-bin`: base64, written without padding and
/// read with or without (gRPC over HTTP/2, "Binary-Header").
enum BinaryField {
    static func text(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        Base64.append(bytes, to: &text)
        while text.last == UInt8(ascii: "=") { text.removeLast() }
        return text
    }

    /// Nil if the text is not base64.
    static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
        Base64.bytes(of: String(decoding: text, as: UTF8.self))
    }
}
