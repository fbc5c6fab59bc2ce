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
        let frame = try SentFrame(piece)
        let stream = frame.stream
        switch frame.type {
        case 0:
            try BrokenPromise.check(
                requests[stream] == .begun, "DATA is sent outside of a request")
            if frame.endsStream { requests[stream] = .ended }
        case 1:
            try BrokenPromise.check(
                stream % 2 == 1 && stream > newest, "HEADERS are sent on the stream \(stream)")
            newest = stream
            requests[stream] = frame.endsStream ? .ended : .begun
        case 3:
            // A stream that the server promised before it knew that we want none is refused so
            // (RFC 9113 §8.4.2); such streams are even.
            guard stream % 2 == 1 else { return }
            try BrokenPromise.check(
                stream <= newest, "stream \(stream) is reset; the newest opened is \(newest)")
            requests[stream] = .ended
        default: break
        }
    }
}
