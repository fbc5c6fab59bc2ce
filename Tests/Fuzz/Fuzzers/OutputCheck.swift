//  HTTP/2 frame:  | length: 3 bytes | type: 1 | flags: 1 | stream: 4 | payload |

/// Holds what a server sends against the order that RFC 9113 §8.1 demands of a response.
struct OutputCheck {
    private enum Response {
        case begun
        case ended
    }

    private var responses: [UInt32: Response] = [:]
    private var isInBlock = false

    /// `piece` is one frame, which is how nghttp2 hands them out; a DATA frame's payload may come
    /// apart from its head.
    mutating func sent(_ piece: [UInt8]) throws(BrokenPromise) {
        let frame = try SentFrame(piece)
        let stream = frame.stream
        switch frame.type {
        case 0:
            try BrokenPromise.check(
                responses[stream] == .begun, "DATA is sent outside of a response")
            if frame.endsStream { responses[stream] = .ended }
        case 1:
            try BrokenPromise.check(
                stream % 2 == 1 && responses[stream] != .ended, "HEADERS are sent after the end")
            try BrokenPromise.check(
                responses[stream] == nil || frame.endsStream, "a response has two beginnings")
            responses[stream] = frame.endsStream ? .ended : .begun
        case 3: responses[stream] = .ended
        default: break
        }
    }
}
