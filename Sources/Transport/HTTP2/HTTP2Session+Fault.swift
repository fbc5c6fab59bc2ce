internal import CNGHTTP2

/// Milliseconds since some fixed moment, never going back.
func steadyMilliseconds() -> Int64 { Deadline.now / 1_000_000 }

// What a peer may not do, and how it is told. The callbacks only note; the peer is told when
// nghttp2 has returned.
extension HTTP2Session {
    /// False if the session is to stop reading.
    func beganFrame(type: UInt8, flags: UInt8, length: Int) -> Bool {
        guard side == .server else { return true }
        return go(on: budget.begin(type: type, flags: flags, length: length))
    }

    func receivedInvalidFrame() -> Bool {
        guard side == .server else { return true }
        return go(on: budget.invalidFrame())
    }

    func receivedTinyData(_ id: Int32) -> Bool {
        guard side == .server, let stream = streams[id], stream.inbound.isPartial else {
            return true
        }
        return go(on: budget.tinyDataLeftPartial())
    }

    /// `resetCode` means something for RST_STREAM only.
    func sentFrame(type: UInt8, resetCode: @autoclosure () -> UInt32) {
        guard side == .server else { return }
        switch UInt32(type) {
        case NGHTTP2_HEADERS.rawValue, NGHTTP2_DATA.rawValue: budget.sentPayload()
        case NGHTTP2_RST_STREAM.rawValue: _ = go(on: budget.sentReset(code: resetCode()))
        default: break
        }
    }

    private func go(on found: ConnectionFault?) -> Bool {
        if fault == nil { fault = found }
        return fault == nil
    }

    /// Some of nghttp2's own limits end a session without a word to the peer.
    func note(failure code: Int) {
        guard side == .server, fault == nil else { return }
        switch code {
        case Int(NGHTTP2_ERR_FLOODED.rawValue): fault = .acknowledgementFlood
        case Int(NGHTTP2_ERR_TOO_MANY_CONTINUATIONS.rawValue): fault = .continuationFlood
        default: break
        }
    }

    /// Queues the GOAWAY that names the fault. When it is sent the session is finished.
    func terminateIfFaulty() {
        guard let fault, !isTerminated else { return }
        isTerminated = true
        let text = Array(fault.debugData.utf8)
        unsafe nghttp2_submit_goaway(
            handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), highestRequest, fault.code, text,
            text.count)
        unsafe nghttp2_session_terminate_session2(handle, highestRequest, fault.code)
    }
}
