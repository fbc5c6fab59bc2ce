internal import CNGHTTP2

// What a connection asks of its session. Nothing is sent before the next pull of output.
extension HTTP2Session {
    private var dataProvider: nghttp2_data_provider {
        unsafe nghttp2_data_provider(
            source: nghttp2_data_source(fd: 0), read_callback: readOutboundData)
    }

    /// Begins a response whose messages come from the stream's queue.
    func submitResponse(_ stream: HTTP2Stream, metadata: Metadata?, isGzip: Bool = false) {
        var provider = unsafe dataProvider
        if metadata == nil, !isGzip {
            unsafe nghttp2_submit_response(
                handle, stream.id, FixedFields.response.fields, FixedFields.response.count,
                &provider)
            return
        }
        var list = HeaderList()
        list.add(":status", "200")
        list.add("content-type", "application/grpc")
        if isGzip { list.add("grpc-encoding", "gzip") }
        if let metadata { list.add(metadata) }
        unsafe list.withFields { fields, count in
            _ = unsafe nghttp2_submit_response(handle, stream.id, fields, count, &provider)
        }
    }

    /// A response of one header block that ends the stream.
    func submitOnlyHeaders(_ stream: HTTP2Stream, _ list: HeaderList) {
        unsafe list.withFields { fields, count in
            _ = unsafe nghttp2_submit_response(handle, stream.id, fields, count, nil)
        }
    }

    /// A response that is not gRPC: headers, then the bytes in the stream's queue.
    func submitPlainResponse(_ stream: HTTP2Stream, _ list: HeaderList) {
        var provider = unsafe dataProvider
        stream.isPlain = true
        unsafe list.withFields { fields, count in
            _ = unsafe nghttp2_submit_response(handle, stream.id, fields, count, &provider)
        }
    }

    func submitTrailers(_ stream: HTTP2Stream) {
        guard let list = stream.outgoingTrailers else {
            unsafe nghttp2_submit_trailer(
                handle, stream.id, FixedFields.trailersOK.fields, FixedFields.trailersOK.count)
            return
        }
        unsafe list.withFields { fields, count in
            _ = unsafe nghttp2_submit_trailer(handle, stream.id, fields, count)
        }
    }

    /// Begins a request whose messages come from the stream's queue. False if the session takes
    /// no new streams.
    func submitRequest(_ stream: HTTP2Stream, _ list: HeaderList) -> Bool {
        var provider = unsafe dataProvider
        let id = unsafe list.withFields { fields, count in
            unsafe nghttp2_submit_request(handle, nil, fields, count, &provider, nil)
        }
        guard id > 0 else { return false }
        stream.id = id
        register(stream)
        return true
    }

    /// Says that the stream's queue has something again.
    func resume(_ stream: HTTP2Stream) {
        guard stream.isDeferred, !stream.isClosed else { return }
        stream.isDeferred = false
        unsafe nghttp2_session_resume_data(handle, stream.id)
    }

    func reset(_ id: Int32, code: UInt32) {
        unsafe nghttp2_submit_rst_stream(handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, code)
    }

    func cancel(_ stream: HTTP2Stream) {
        // A request that has not been sent is taken back by the first reset. A second would leave
        // for a stream that the peer does not know, which costs the whole connection.
        guard !stream.isClosed, !stream.isCancelled else { return }
        stream.isCancelled = true
        reset(stream.id, code: NGHTTP2_CANCEL.rawValue)
    }

    /// Gives the peer window for what the handler needs next: everything received while no
    /// complete message waits, because the one under way must be able to end.
    func consumeIfHungry(_ stream: HTTP2Stream) {
        guard stream.inbound.completeCount == 0 else { return }
        consume(stream, stream.unconsumedBytes)
    }

    /// Takes a stream's next message and gives the peer the window it used.
    func takeMessage(_ stream: HTTP2Stream) -> [UInt8]? {
        let before = stream.inbound.heldBytes
        guard let message = stream.inbound.take() else {
            // A message that cannot be inflated takes everything behind it along.
            if !stream.isClosed || side == .client { released(before - stream.inbound.heldBytes) }
            return nil
        }
        let freed = before - stream.inbound.heldBytes
        if !stream.isClosed || side == .client { released(freed) }
        consume(stream, min(stream.unconsumedBytes, freed))
        consumeIfHungry(stream)
        return message
    }

    private func consume(_ stream: HTTP2Stream, _ count: Int) {
        guard count > 0 else { return }
        stream.unconsumedBytes -= count
        guard !stream.isClosed else { return }
        unsafe nghttp2_session_consume_stream(handle, stream.id, count)
    }

    /// The first GOAWAY of a drain: come no more, but what is on its way is welcome.
    func submitShutdownNotice() {
        isBetweenGoAways = true
        unsafe nghttp2_submit_shutdown_notice(handle)
    }

    /// The second GOAWAY, naming the last request that was taken up.
    func submitGoAway() {
        isBetweenGoAways = false
        unsafe nghttp2_submit_goaway(
            handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), highestRequest, NGHTTP2_NO_ERROR.rawValue,
            nil, 0)
    }

    func submitPing() {
        unsafe nghttp2_submit_ping(handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
    }

    /// Streams the peer lets us have open.
    var peerStreamsMax: Int {
        Int(
            unsafe nghttp2_session_get_remote_settings(
                handle, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS))
    }
}
