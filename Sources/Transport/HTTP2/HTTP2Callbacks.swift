internal import CNGHTTP2

// The functions nghttp2 calls, on whichever thread runs the session. Each finds its session and
// stream, notes what happened and returns; none calls back into receiving or sending.

/// The table of callbacks that every session uses.
// Made once, never changed or freed, and only read by nghttp2 afterwards.
nonisolated(unsafe) let http2Callbacks: OpaquePointer? = {
    var callbacks: OpaquePointer?
    guard unsafe nghttp2_session_callbacks_new(&callbacks) == 0 else { return nil }
    unsafe nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks, onBeginFrame)
    unsafe nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, onBeginHeaders)
    unsafe nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(
        callbacks, onInvalidFrame)
    unsafe nghttp2_session_callbacks_set_on_header_callback(callbacks, onHeader)
    unsafe nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, onFrameReceived)
    unsafe nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, onDataChunk)
    unsafe nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, onStreamClose)
    unsafe nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, onFrameSent)
    unsafe nghttp2_session_callbacks_set_on_frame_not_send_callback(callbacks, onFrameNotSent)
    return unsafe callbacks
}()

/// Lends the session, which outlives every call into nghttp2, without counting a reference.
private func withSession<R>(
    _ context: UnsafeMutableRawPointer?, else missing: R, _ body: (HTTP2Session) -> R
) -> R {
    guard let context = unsafe context else { return missing }
    return unsafe Unmanaged<HTTP2Session>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
}

/// Comes before nghttp2 looks at the frame, so also for those that it passes over.
private func onBeginFrame(
    _ handle: OpaquePointer?, _ header: UnsafePointer<nghttp2_frame_hd>?,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let header = unsafe header else { return 0 }
    let frame = unsafe header.pointee
    let goesOn = unsafe withSession(context, else: true) { session in
        let goesOn = session.beganFrame(
            type: frame.type, flags: frame.flags, length: frame.length)
        switch UInt32(frame.type) {
        case NGHTTP2_HEADERS.rawValue: session.beginHeadersFrame(frame.stream_id)
        case NGHTTP2_PRIORITY.rawValue where frame.stream_id == 0: session.endInProtocolError()
        default: break
        }
        return goesOn
    }
    return goesOn ? 0 : NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
}

private func onInvalidFrame(
    _ handle: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?, _ code: Int32,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    let goesOn = unsafe withSession(context, else: true) { $0.receivedInvalidFrame() }
    return goesOn ? 0 : NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
}

private func onBeginHeaders(
    _ handle: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let frame = unsafe frame else { return 0 }
    let isRequest = unsafe tm_frame_headers_category(frame) == NGHTTP2_HCAT_REQUEST
    let id = unsafe tm_frame_header(frame).pointee.stream_id
    return unsafe withSession(context, else: 0) { session in
        session.beginHeaders(id, isRequest: isRequest)
        return 0
    }
}

private func onHeader(
    _ handle: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?,
    _ name: UnsafePointer<UInt8>?, _ nameCount: Int, _ value: UnsafePointer<UInt8>?,
    _ valueCount: Int, _ flags: UInt8, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    let name = unsafe UnsafeBufferPointer(start: name, count: nameCount)
    let value = unsafe UnsafeBufferPointer(start: value, count: valueCount)
    guard let frame = unsafe frame else { return 0 }
    let id = unsafe tm_frame_header(frame).pointee.stream_id
    let accepted = unsafe withSession(context, else: true) { session in
        unsafe session.receiveHeader(id, name: name, value: value)
    }
    return accepted ? 0 : NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
}

private func onFrameReceived(
    _ handle: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let frame = unsafe frame else { return 0 }
    let goesOn = unsafe withSession(context, else: true) { session in
        unsafe note(frame, in: session)
        return session.fault == nil
    }
    return goesOn ? 0 : NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
}

private func note(_ frame: UnsafePointer<nghttp2_frame>, in session: HTTP2Session) {
    let header = unsafe tm_frame_header(frame).pointee
    let endsStream = UInt32(header.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
    switch UInt32(header.type) {
    case NGHTTP2_HEADERS.rawValue:
        session.isInBlock = false
        session.receivedHeaders(header.stream_id, endsStream: endsStream)
    case NGHTTP2_DATA.rawValue where endsStream:
        session.receivedEnd(header.stream_id)
    case NGHTTP2_DATA.rawValue where header.length < session.limits.tinyDataBytes:
        session.receivedTinyData(header.stream_id)
    case NGHTTP2_GOAWAY.rawValue:
        unsafe session.receivedGoAway(
            lastStream: tm_goaway_last_stream(frame), code: tm_goaway_error(frame))
    case NGHTTP2_PING.rawValue where UInt32(header.flags) & NGHTTP2_FLAG_ACK.rawValue != 0:
        session.pingsAnswered += 1
    case NGHTTP2_SETTINGS.rawValue:
        session.settingsReceived = true
        if UInt32(header.flags) & NGHTTP2_FLAG_ACK.rawValue != 0 {
            session.settingsAcknowledged = true
        }
    default: break
    }
}

private func onDataChunk(
    _ handle: OpaquePointer?, _ flags: UInt8, _ stream: Int32, _ bytes: UnsafePointer<UInt8>?,
    _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    let bytes = unsafe UnsafeBufferPointer(start: bytes, count: count)
    return unsafe withSession(context, else: 0) { session in
        unsafe session.receiveData(stream: stream, bytes: bytes)
        return 0
    }
}

private func onStreamClose(
    _ handle: OpaquePointer?, _ stream: Int32, _ code: UInt32,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    unsafe withSession(context, else: ()) { $0.closed(stream, code: code) }
    return 0
}

private func onFrameSent(
    _ handle: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let frame = unsafe frame else { return 0 }
    let header = unsafe tm_frame_header(frame).pointee
    let endsStream = UInt32(header.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
    return unsafe withSession(context, else: 0) { session in
        unsafe session.sentFrame(type: header.type, frame)
        guard UInt32(header.type) == NGHTTP2_HEADERS.rawValue else { return 0 }
        session.sentHeaders(header.stream_id, endsStream: endsStream)
        return 0
    }
}

private func onFrameNotSent(
    _ handle: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?, _ code: Int32,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let frame = unsafe frame else { return 0 }
    let header = unsafe tm_frame_header(frame).pointee
    guard UInt32(header.type) == NGHTTP2_HEADERS.rawValue else { return 0 }
    return unsafe withSession(context, else: 0) { session in
        session.notSent(header.stream_id)
        return 0
    }
}

/// The data source of every stream: moves what fits from the stream's queue into the frame.
func readOutboundData(
    _ handle: OpaquePointer?, _ stream: Int32, _ target: UnsafeMutablePointer<UInt8>?,
    _ count: Int, _ flags: UnsafeMutablePointer<UInt32>?,
    _ source: UnsafeMutablePointer<nghttp2_data_source>?, _ context: UnsafeMutableRawPointer?
) -> Int {
    let failure = Int(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
    guard let flags = unsafe flags else { return failure }
    let room = unsafe UnsafeMutableBufferPointer(start: target, count: count)
    let moved = unsafe withSession(context, else: HTTP2Session.Moved.unknownStream) { session in
        unsafe session.moveData(of: stream, into: room)
    }
    switch moved {
    case .some(let count): return count
    case .last(let count):
        unsafe flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
        return count
    case .lastBeforeTrailers(let count):
        unsafe flags.pointee |=
            NGHTTP2_DATA_FLAG_EOF.rawValue | NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
        return count
    case .noneYet: return Int(NGHTTP2_ERR_DEFERRED.rawValue)
    case .unknownStream: return failure
    }
}
