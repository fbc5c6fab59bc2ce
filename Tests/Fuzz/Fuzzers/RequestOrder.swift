/// Holds what a client sends against the order that RFC 9113 §8.1 demands of requests.
struct RequestOrder {
    private enum Request {
        case begun
        case ended
    }

    private var requests: [UInt32: Request] = [:]
    private var newest: UInt32 = 0
    private var hasPreface = false

    /// `piece` is one frame, as nghttp2 hands them out, or the connection's preface.
    mutating func sent(_ piece: [UInt8]) throws(BrokenPromise) {
        if !hasPreface {
            hasPreface = true
            try BrokenPromise.check(piece == FrameProgram.preface, "the preface is not sent first")
            return
        }
        guard piece.count >= 9 else { throw BrokenPromise("a frame has \(piece.count) bytes") }
        let count = piece[..<3].reduce(0) { $0 << 8 | Int($1) }
        let stream = piece[5..<9].reduce(0) { $0 << 8 | UInt32($1) }
        try BrokenPromise.check(
            piece.count == count + 9 && count <= 16_384, "a frame of \(count) bytes is sent")
        let endsStream = piece[4] & 1 != 0
        switch piece[3] {
        case 0:
            try BrokenPromise.check(
                requests[stream] == .begun, "DATA is sent outside of a request")
            if endsStream { requests[stream] = .ended }
        case 1:
            try BrokenPromise.check(
                stream % 2 == 1 && stream > newest, "HEADERS are sent on the stream \(stream)")
            newest = stream
            requests[stream] = endsStream ? .ended : .begun
        case 3:
            try BrokenPromise.check(
                stream <= newest, "stream \(stream) is reset; the newest opened is \(newest)")
            requests[stream] = .ended
        default: break
        }
    }
}
