internal import CNGHTTP2

/// Milliseconds since some fixed moment, never going back.
func steadyMilliseconds() -> Int64 { Deadline.now / 1_000_000 }

// What a peer may not do, and how it is told. The callbacks only note; the peer is told when
// nghttp2 has returned.
extension HTTP2Session {
    /// False if the session is to stop reading.
    func beganFrame(type: UInt8, flags: UInt8, length: Int) -> Bool {
        guard side == .server else { return true }
        if UInt32(type) != NGHTTP2_CONTINUATION.rawValue { isInBlock = false }
        return noteFault(budget.begin(type: type, flags: flags, length: length))
    }

    /// The number of the header block that is coming in.
    var openBlock: Int? { isInBlock ? blocksBegun : nil }

    func receivedInvalidFrame() -> Bool {
        isInBlock = false
        guard side == .server else { return true }
        return noteFault(budget.invalidFrame())
    }

    func blockIsTooLarge() {
        isInBlock = false
        guard side == .server else { return }
        noteFault(budget.headerBomb())
    }

    func receivedTinyData(_ id: Int32) {
        guard side == .server, let stream = streams[id], stream.inbound.isPartial else { return }
        noteFault(budget.tinyDataLeftPartial())
    }

    func sentFrame(type: UInt8, _ frame: UnsafePointer<nghttp2_frame>) {
        guard side == .server else { return }
        switch UInt32(type) {
        case NGHTTP2_HEADERS.rawValue, NGHTTP2_DATA.rawValue: budget.sentPayload()
        case NGHTTP2_RST_STREAM.rawValue:
            unsafe noteFault(budget.sentReset(code: tm_rst_error(frame)))
        case NGHTTP2_GOAWAY.rawValue where unsafe tm_goaway_error(frame) != 0:
            // Not ours, as a fault has its GOAWAY after it is noted: nghttp2's own judgement.
            guard fault == nil else { return }
            fault = .protocolError
            isTerminated = true
            isBetweenGoAways = false
        case NGHTTP2_GOAWAY.rawValue where isBetweenGoAways: noticeLeft = true
        default: break
        }
    }

    /// True if nothing is wrong.
    @discardableResult
    func noteFault(_ found: ConnectionFault?) -> Bool {
        if fault == nil { fault = found }
        return fault == nil
    }

    /// `taken` is what nghttp2 answered. Some of its limits end a session without a word.
    func noteAfterReceiving(_ taken: Int) {
        guard side == .server else { return }
        switch taken {
        case Int(NGHTTP2_ERR_FLOODED.rawValue): noteFault(.acknowledgementFlood)
        case Int(NGHTTP2_ERR_TOO_MANY_CONTINUATIONS.rawValue): noteFault(.continuationFlood)
        default:
            if unsafe nghttp2_session_get_outbound_queue_size(handle) > limits.outboundFramesMax {
                noteFault(.outboundQueueFull)
            }
        }
        terminateIfFaulty()
    }

    /// Queues the GOAWAY that names the fault. When it is sent the session is finished.
    func terminateIfFaulty() {
        guard let fault, !isTerminated else { return }
        isTerminated = true
        isBetweenGoAways = false
        let text = Array(fault.rawValue.utf8)
        unsafe nghttp2_submit_goaway(
            handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), highestRequest, fault.code, text,
            text.count)
        unsafe nghttp2_session_terminate_session2(handle, highestRequest, fault.code)
    }
}
