internal import CNGHTTP2

/// One HTTP/2 session: frames in, frames out, streams in between. Knows neither TLS nor sockets.
///
/// The connection that owns it feeds `receive`, takes `touched`, acts, and pulls `nextOutput`.
@safe final class HTTP2Session {
    enum Side {
        case server
        case client
    }

    struct GoAway: Equatable {
        var lastStream: Int32
        var code: UInt32
    }

    let side: Side
    let limits: TransportLimits
    var handle: OpaquePointer?
    /// Every stream nghttp2 knows; it does not report streams that die with the session.
    private(set) var streams = StreamTable()
    /// Streams with signals, in the order of their first signal.
    private var touched: [HTTP2Stream] = []
    private var spareTouched: [HTTP2Stream] = []
    /// Makes a server's stream when its request begins; a client makes its own.
    var makeStream: ((Int32) -> HTTP2Stream)?
    /// The header block that is coming in: there is at most one, as nothing may come between its
    /// frames (RFC 9113 §4.3).
    private let block = HeaderBlock()
    private var unconsumedConnectionBytes = 0
    /// Bytes received that no handler has taken.
    private(set) var heldBytes = 0
    private(set) var goAway: GoAway?
    var pingsAnswered = 0
    var settingsReceived = false
    var settingsAcknowledged = false
    /// Header blocks that have begun to come in, and whether the last is complete.
    var blocksBegun = 0
    var isInBlock = false
    private(set) var highestRequest: Int32 = 0
    var budget: FrameBudget
    /// Set once, when the peer has gone too far.
    var fault: ConnectionFault?
    var isTerminated = false
    /// The first GOAWAY of a drain was sent; requests that crossed it may still come.
    var isBetweenGoAways = false
    /// The first GOAWAY of a drain has been given to TLS.
    var noticeLeft = false
    /// Milliseconds of a steady clock; a test sets its own.
    var clock: () -> Int64 = steadyMilliseconds
    private var passedOver = PassedOver()

    /// Where nghttp2's memory comes from. Used until the session is gone.
    private let memory: MemoryPool
    private let spares: SpareMessages

    init(
        _ side: Side, limits: TransportLimits, memory: MemoryPool = MemoryPool(),
        spares: SpareMessages = SpareMessages()
    ) throws(TransportError) {
        self.memory = memory
        self.spares = spares
        self.side = side
        self.limits = limits
        budget = FrameBudget(limits)
        try open()
        try configure()
    }

    deinit { unsafe nghttp2_session_del(handle) }

    private func open() throws(TransportError) {
        var option: OpaquePointer?
        guard let callbacks = unsafe http2Callbacks, unsafe nghttp2_option_new(&option) == 0 else {
            throw TransportError(.library, "nghttp2 has no memory for a session")
        }
        defer { unsafe nghttp2_option_del(option) }
        unsafe nghttp2_option_set_no_auto_window_update(option, 1)
        unsafe nghttp2_option_set_no_closed_streams(option, 1)
        unsafe nghttp2_option_set_server_fallback_rfc7540_priorities(option, 0)
        unsafe nghttp2_option_set_max_outbound_ack(option, limits.outboundAcknowledgementsMax)
        unsafe nghttp2_option_set_max_settings(option, limits.settingsMax)
        unsafe nghttp2_option_set_stream_reset_rate_limit(
            option, limits.resetBurst * 2, limits.resetsPerSecond * 2)
        unsafe nghttp2_option_set_max_continuations(option, limits.continuationsMax)
        unsafe nghttp2_option_set_max_send_header_block_length(option, 64 * 1024)
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        var table = unsafe memory.table()
        let result =
            unsafe side == .server
            ? nghttp2_session_server_new3(&handle, callbacks, context, option, &table)
            : nghttp2_session_client_new3(&handle, callbacks, context, option, &table)
        guard result == 0 else {
            throw TransportError(.library, "nghttp2 has no memory for a session")
        }
    }

    private func configure() throws(TransportError) {
        var entries = [
            setting(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, limits.streamWindowBytes),
            setting(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, limits.headerBytesMax),
            setting(NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1),
        ]
        switch side {
        case .server:
            entries.append(
                setting(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, limits.streamsPerConnectionMax))
        case .client:
            entries.append(setting(NGHTTP2_SETTINGS_ENABLE_PUSH, 0))
        }
        let window = Int32(clamping: limits.connectionWindowBytes)
        let result = unsafe nghttp2_submit_settings(
            handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), entries, entries.count)
        guard result == 0,
            unsafe nghttp2_session_set_local_window_size(
                handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, window) == 0
        else {
            throw TransportError(.library, "nghttp2 refused the session's own settings")
        }
    }

    private func setting(_ id: nghttp2_settings_id, _ value: Int) -> nghttp2_settings_entry {
        nghttp2_settings_entry(
            settings_id: Int32(id.rawValue), value: UInt32(clamping: value))
    }
}

// MARK: Bytes in and out

extension HTTP2Session {
    /// Feeds plain bytes. False if the session is beyond use (nghttp2's fatal codes, which come
    /// without a word to the peer).
    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        // What comes after a fault is not looked at.
        guard fault == nil else { return true }
        if side == .server { budget.advance(to: clock()) }
        let taken = unsafe nghttp2_session_mem_recv(
            handle, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
        if unconsumedConnectionBytes > 0 {
            unsafe nghttp2_session_consume_connection(handle, unconsumedConnectionBytes)
            unconsumedConnectionBytes = 0
        }
        noteAfterReceiving(taken)
        return taken == bytes.count || fault != nil
    }

    @safe enum Output {
        case bytes(UnsafeRawBufferPointer)
        case none
        case failed
    }

    /// The next piece to send, valid until the next call into the session.
    func nextOutput() -> Output {
        terminateIfFaulty()
        var start: UnsafePointer<UInt8>?
        let count = unsafe nghttp2_session_mem_send(handle, &start)
        if count < 0 { return .failed }
        guard count > 0, let start = unsafe start else { return .none }
        return unsafe .bytes(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// True once nothing more can come of the session (after GOAWAY and the last stream).
    var isFinished: Bool {
        guard !isBetweenGoAways else { return false }
        return unsafe nghttp2_session_want_read(handle) == 0
            && nghttp2_session_want_write(handle) == 0
    }

    /// Hands over each stream with signals since the last call. Acting on one may touch others,
    /// or the same again; that is for the next call.
    func drainTouched(_ act: (HTTP2Stream) -> Void) {
        guard !touched.isEmpty else { return }
        var streams = spareTouched
        spareTouched = []
        swap(&streams, &touched)
        for stream in streams { act(stream) }
        streams.removeAll(keepingCapacity: streams.capacity <= 64)
        spareTouched = streams
    }

    private func touch(_ stream: HTTP2Stream, _ signal: HTTP2Stream.Signals) {
        if stream.signals.isEmpty { touched.append(stream) }
        stream.signals.insert(signal)
    }

    func register(_ stream: HTTP2Stream) { streams.insert(stream) }

    func forget(_ stream: HTTP2Stream) { _ = streams.remove(stream.id) }

    /// Empties the table, for the end of the connection: nghttp2 does not report the streams that
    /// die with it. Nothing may be sent afterwards.
    func takeStreams() -> [HTTP2Stream] {
        let taken = streams.all
        streams = StreamTable()
        touched = []
        for stream in taken { dropUnread(stream) }
        return taken
    }

    /// A request that has ended is read by nobody; a response is, though its stream is gone.
    private func dropUnread(_ stream: HTTP2Stream) {
        guard side == .server else { return }
        heldBytes -= stream.inbound.drop()
    }
}

// MARK: What the callbacks note

extension HTTP2Session {
    func beginHeaders(_ id: Int32, isRequest: Bool) {
        block.removeAll()
        blocksBegun &+= 1
        isInBlock = true
        guard isRequest else { return }
        streams.insert(makeStream?(id) ?? HTTP2Stream(id: id, limits: limits))
        passedOver.opened(id, after: highestRequest)
        highestRequest = max(highestRequest, id)
    }

    /// nghttp2 takes a stream that was passed over for one that is gone, and ignores its headers;
    /// RFC 9113 §5.1.1 asks for more.
    func beginHeadersFrame(_ id: Int32) {
        if side == .server, id < highestRequest, passedOver.contains(id) { endInProtocolError() }
    }

    /// Ends the connection for what nghttp2 lets pass.
    func endInProtocolError() {
        unsafe nghttp2_session_terminate_session(handle, NGHTTP2_PROTOCOL_ERROR.rawValue)
    }

    /// False if the block has grown beyond the limit, and its stream is to be given up.
    func receiveHeader(
        _ id: Int32, name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard
            unsafe block.append(
                name: name, value: value, countedBytesMax: limits.headerBytesMax)
        else {
            blockIsTooLarge()
            streams[id]?.hasRefusedHeaders = true
            // What gRPC reads as RESOURCE_EXHAUSTED; nghttp2's own code would read as our fault.
            reset(id, code: NGHTTP2_ENHANCE_YOUR_CALM.rawValue)
            return false
        }
        return true
    }

    func receivedHeaders(_ id: Int32, endsStream: Bool) {
        guard let stream = streams[id] else { return }
        let fields = block.metadata
        if stream.hasHeaders {
            stream.trailers = fields
            touch(stream, .trailers)
        } else if side == .client, !endsStream, fields.begins(.status, "1") {
            // An informational response says nothing to gRPC; the real one follows.
        } else {
            stream.hasHeaders = true
            stream.headers = fields
            touch(stream, .headers)
        }
        if endsStream { touch(stream, .ended) }
    }

    func receivedEnd(_ id: Int32) {
        guard let stream = streams[id] else { return }
        touch(stream, .ended)
    }

    func receiveData(stream id: Int32, bytes: UnsafeBufferPointer<UInt8>) {
        // Connection window is given back at once: one slow handler must not stop the others.
        unconsumedConnectionBytes += bytes.count
        guard let stream = streams[id] else { return }
        stream.unconsumedBytes += bytes.count
        stream.receivedBytes += bytes.count
        let before = stream.inbound.heldBytes
        unsafe stream.inbound.append(bytes, spares: spares)
        heldBytes += stream.inbound.heldBytes - before
        touch(stream, .data)
    }

    func receivedGoAway(lastStream: Int32, code: UInt32) {
        goAway = GoAway(lastStream: lastStream, code: code)
    }

    func closed(_ id: Int32, code: UInt32) {
        guard let stream = streams.remove(id) else { return }
        stream.isClosed = true
        stream.closeCode = code
        dropUnread(stream)
        touch(stream, .closed)
    }

    func notSent(_ id: Int32) {
        guard side == .client, let stream = streams[id], !stream.hasHeaders else { return }
        touch(stream, .notSent)
    }

    /// A response that ends while the client still sends is followed by RST_STREAM(NO_ERROR), so
    /// that the client stops (RFC 9113 §8.1).
    func sentHeaders(_ id: Int32, endsStream: Bool) {
        if side == .client { streams[id]?.headersSent = true }
        guard side == .server, endsStream,
            unsafe nghttp2_session_get_stream_remote_close(handle, id) == 0
        else { return }
        reset(id, code: NGHTTP2_NO_ERROR.rawValue)
    }

    enum Moved {
        case some(Int)
        case last(Int)
        case lastBeforeTrailers(Int)
        case noneYet
        case unknownStream
    }

    func moveData(of id: Int32, into room: UnsafeMutableBufferPointer<UInt8>) -> Moved {
        guard let stream = streams[id] else { return .unknownStream }
        let count = unsafe stream.outbound.move(into: room)
        stream.sentBytes += count
        if count > 0 { touch(stream, .drained) }
        guard stream.outbound.isEmpty else { return .some(count) }
        guard stream.outbound.isFinished else {
            guard count == 0 else { return .some(count) }
            stream.isDeferred = true
            return .noneYet
        }
        guard side == .server, !stream.isPlain else { return .last(count) }
        submitTrailers(stream)
        return .lastBeforeTrailers(count)
    }

    /// Takes note that `count` bytes of messages were taken by a handler.
    func released(_ count: Int) { heldBytes -= count }
}
