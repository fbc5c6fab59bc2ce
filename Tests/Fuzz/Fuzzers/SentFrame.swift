/// The head of a frame that a session hands out.
struct SentFrame {
    let type: UInt8
    let stream: UInt32
    /// Of DATA and HEADERS.
    let endsStream: Bool

    /// `piece` is one frame, which is how nghttp2 hands them out.
    init(_ piece: [UInt8]) throws(BrokenPromise) {
        guard piece.count >= 9 else { throw BrokenPromise("a frame has \(piece.count) bytes") }
        let count = piece[..<3].reduce(0) { $0 << 8 | Int($1) }
        try BrokenPromise.check(
            piece.count == count + 9 && count <= 16_384, "a frame of \(count) bytes is sent")
        type = piece[3]
        stream = piece[5..<9].reduce(0) { $0 << 8 | UInt32($1) }
        endsStream = piece[4] & 1 != 0
    }
}
