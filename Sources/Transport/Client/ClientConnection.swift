internal import CNGHTTP2

/// A client's end of one connection.
// Reached only on its loop.
final class ClientConnection: LinkOwner, @unchecked Sendable {
    let link: Link
    let limits: TransportLimits
    let loop: Loop
    private let authority: [UInt8]
    /// Let go of when the connection ends, which it does before the client is gone.
    private(set) var connector: Connector?
    let counts: AddressCounts
    var healthWatch: HealthWatch?
    private var keepaliveTimer: LoopTimer?
    private var awaitsPing = false
    /// The timer is for a connection without calls.
    private var isWatchingIdle = false
    private var handshakeTimer: LoopTimer?
    private var isReady = false
    /// The connection takes no new calls.
    private(set) var isLeaving = false

    var http: HTTP2Session { link.core.http }

    init(
        connector: Connector, tls: TLSContext, serverName: String, authority: String, loop: Loop,
        limits: TransportLimits
    ) throws(TransportError) {
        self.connector = connector
        counts = connector.counts
        self.loop = loop
        self.limits = limits
        self.authority = Array(authority.utf8)
        let core = ConnectionCore(
            tls: try TLSSession(tls, serverName: serverName),
            http: try HTTP2Session(.client, limits: limits, memory: loop.memory),
            scratch: loop.scratch)
        link = Link(loop: loop, core: core, limits: limits)
        link.attach(self)
        handshakeTimer = loop.schedule(milliseconds: Int64(limits.handshakeMilliseconds)) {
            [weak self] in self?.handshakeExpired()
        }
    }

    private func handshakeExpired() {
        guard !isReady else { return }
        link.end("no TLS handshake and SETTINGS within \(limits.handshakeMilliseconds) ms")
    }

    func linkOpened() {}

    func linkClosed(_ reason: String) {
        keepaliveTimer?.cancel()
        handshakeTimer?.cancel()
        stopWatchingHealth()
        let streams = http.takeStreams()
        connector?.lost(self, reason)
        for case let stream as ClientStream in streams {
            stream.isClosed = true
            guard stream.headersSent else {
                stream.call.wasNotProcessed(stream, "the connection was lost: \(reason)")
                continue
            }
            stream.call.attemptEnded(
                stream,
                RPCError(
                    .unavailable, "the connection was lost before the call ended: \(reason)",
                    reason: "connection_lost"))
        }
        connector = nil
    }

    func linkGone() {}

    func process() {
        if !isReady, http.settingsReceived {
            // Only now has the server accepted us: with TLS 1.3 the client's handshake ends
            // before the server has looked at the client's certificate.
            isReady = true
            handshakeTimer?.cancel()
            watchWhileIdle()
            connector?.ready(self)
        }
        if !isLeaving, http.goAway != nil {
            isLeaving = true
            connector?.leaving(self)
        }
        var isTouched = false
        http.drainTouched { stream in
            isTouched = true
            if let stream = stream as? ClientStream {
                act(on: stream)
            } else if let stream = stream as? HealthStream {
                act(on: stream)
            }
        }
        if isTouched { connector?.pump() }
    }

    // MARK: Calls

    var hasFreeStream: Bool {
        isReady && !isLeaving && http.streams.count < http.peerStreamsMax
    }

    /// False if the connection takes no more calls, ever.
    func begin(_ call: ClientCall) -> Bool {
        let stream = ClientStream(call, on: self)
        guard http.submitRequest(stream, headers(of: call)) else {
            leaveForGood()
            return false
        }
        counts.callsStarted += 1
        call.began(stream)
        link.markDirty()
        watchForSilence()
        return true
    }

    /// The numbers of streams are used up, after 2^30 calls (RFC 9113 §5.1.1). GOAWAY has the
    /// connection end with the last call that is open on it.
    private func leaveForGood() {
        isLeaving = true
        counts.lastError = "the connection's numbers of streams are used up"
        http.submitGoAway()
        link.markDirty()
    }

    private func headers(of call: ClientCall) -> HeaderList {
        var list = headers(path: call.path)
        if call.options.isCompressed { list.add("grpc-encoding", "gzip") }
        if let deadline = call.deadline {
            list.add(
                "grpc-timeout", TimeoutText.format(nanoseconds: deadline.remainingNanoseconds))
        }
        if call.attemptsBegun > 1 {
            list.add("grpc-previous-rpc-attempts", String(call.attemptsBegun - 1).utf8)
        }
        list.add(call.attemptMetadata())
        return list
    }

    func headers(path: [UInt8]) -> HeaderList {
        var list = HeaderList()
        list.add(":method", "POST")
        list.add(":scheme", "https")
        list.add(":path", path)
        list.add(":authority", authority)
        list.add("te", "trailers")
        list.add("content-type", "application/grpc")
        list.add("grpc-accept-encoding", "identity,gzip")
        list.add("user-agent", "tidemark/1")
        return list
    }

    func cancel(_ stream: ClientStream?) {
        guard let stream, !stream.isClosed else { return }
        _ = stream.inbound.drop()
        http.cancel(stream)
        link.markDirty()
    }

    /// The stream has more to send.
    func resume(_ stream: ClientStream) {
        http.resume(stream)
        link.markDirty()
    }

    func take(from stream: ClientStream) -> [UInt8]? {
        guard let message = http.takeMessage(stream) else { return nil }
        stream.call.client.statistics.messagesReceived += 1
        stream.call.client.statistics.bytesReceived += message.count
        counts.messagesReceived += 1
        link.markDirty()
        return message
    }

    private func act(on stream: ClientStream) {
        let signals = stream.signals
        stream.signals = []
        if signals.contains(.notSent) {
            http.forget(stream)
            stream.call.wasNotProcessed(stream, "the connection took no more calls")
            return
        }
        if signals.contains(.headers) { receivedHeaders(stream, ended: signals.contains(.ended)) }
        if signals.contains(.data) { receivedData(stream) }
        if signals.contains(.trailers) || signals.contains(.ended) { receivedEnd(stream) }
        if signals.contains(.closed) { closed(stream) }
        if signals.contains(.drained) { stream.call.wakeSendersIfRoom() }
    }

    private func receivedHeaders(_ stream: ClientStream, ended: Bool) {
        let status = stream.headers.value(.status) ?? []
        let type = stream.headers.value(.contentType) ?? []
        if status.elementsEqual("200".utf8), type.starts(with: "application/grpc".utf8) {
            if ended, stream.headers.value(.grpcStatus) != nil {
                stream.trailers = stream.headers
            } else {
                stream.isCommitted = true
                stream.call.options.response?.received(initial: stream.headers)
            }
            // Data of the same batch is held as it came, so this is in time for it.
            if stream.headers.value("grpc-encoding")?.elementsEqual("gzip".utf8) == true {
                stream.inbound.gzip = loop.gzip
            }
            return
        }
        let text = String(decoding: status, as: UTF8.self)
        stream.call.attemptEnded(
            stream,
            RPCError(
                StatusCode(httpStatus: text),
                "the server answered HTTP status \(text) and "
                    + "\(String(decoding: type, as: UTF8.self)) instead of gRPC",
                reason: "not_grpc"))
        cancel(stream)
    }

    /// The server is done; what we have not sent yet it does not want.
    private func receivedEnd(_ stream: ClientStream) {
        if !stream.isOver {
            stream.call.attemptEnded(stream, RPCError(trailers: stream.trailers))
        }
        if stream.isSending { cancel(stream) }
    }

    private func receivedData(_ stream: ClientStream) {
        if let failure = stream.inbound.failure {
            stream.call.attemptEnded(stream, RPCError(failure, limits))
            cancel(stream)
            return
        }
        guard !stream.isOver else {
            _ = stream.inbound.drop()
            return
        }
        http.consumeIfHungry(stream)
        if !stream.call.isUnary, stream.inbound.completeCount > 0 {
            stream.call.hasMessage(in: stream)
        }
    }

    private func closed(_ stream: ClientStream) {
        guard !stream.isOver else { return }
        if stream.hasRefusedHeaders {
            stream.call.attemptEnded(stream, .headersTooLarge(limits.headerBytesMax))
            return
        }
        if stream.closeCode == NGHTTP2_REFUSED_STREAM.rawValue, !stream.hasHeaders {
            stream.call.wasNotProcessed(stream, "the server refused the call before looking at it")
            return
        }
        stream.call.attemptEnded(
            stream,
            RPCError(
                StatusCode(http2Code: stream.closeCode),
                "the server reset the call with HTTP/2 code \(stream.closeCode)",
                reason: "stream_reset"))
    }
}

// MARK: Keepalive

extension ClientConnection {
    /// While streams are open, silence is answered with a ping, and silence after it with the end
    /// of the connection.
    func watchForSilence() {
        guard keepaliveTimer == nil || isWatchingIdle else { return }
        isWatchingIdle = false
        guard !awaitsPing else { return }
        link.hasReceived = false
        scheduleCheck(limits.keepaliveMilliseconds)
    }

    private func scheduleCheck(_ milliseconds: Int) {
        keepaliveTimer?.cancel()
        keepaliveTimer = loop.schedule(milliseconds: Int64(milliseconds)) { [weak self] in
            self?.checkForSilence()
        }
    }

    /// The same while no stream is open, where that is asked for.
    private func watchWhileIdle() {
        guard limits.idleKeepaliveMilliseconds > 0 else { return }
        isWatchingIdle = true
        link.hasReceived = false
        scheduleCheck(max(limits.idleKeepaliveMilliseconds, limits.pingIntervalMilliseconds))
    }

    private func checkForSilence() {
        let wasSilent = !link.hasReceived
        keepaliveTimer = nil
        guard !(awaitsPing && wasSilent) else {
            link.end("no answer to a ping within \(limits.keepaliveAnswerMilliseconds) ms")
            return
        }
        awaitsPing = false
        let isIdle = http.streams.isEmpty
        guard !isIdle || limits.idleKeepaliveMilliseconds > 0 else { return }
        guard wasSilent, !isIdle || isWatchingIdle else {
            return isIdle ? watchWhileIdle() : restartWatch()
        }
        ping()
    }

    private func restartWatch() {
        isWatchingIdle = false
        watchForSilence()
    }

    private func ping() {
        awaitsPing = true
        counts.keepalivesSent += 1
        http.submitPing()
        link.markDirty()
        link.hasReceived = false
        scheduleCheck(limits.keepaliveAnswerMilliseconds)
    }
}

extension StatusCode {
    /// gRPC's mapping for answers that are not gRPC (doc/http-grpc-status-mapping.md).
    init(httpStatus: String) {
        switch httpStatus {
        case "400": self = .internal
        case "401": self = .unauthenticated
        case "403": self = .permissionDenied
        case "404": self = .unimplemented
        case "429", "502", "503", "504": self = .unavailable
        default: self = .unknown
        }
    }

    /// gRPC's mapping of RST_STREAM codes (PROTOCOL-HTTP2, "Errors").
    init(http2Code: UInt32) {
        switch http2Code {
        case NGHTTP2_REFUSED_STREAM.rawValue: self = .unavailable
        case NGHTTP2_CANCEL.rawValue: self = .cancelled
        case NGHTTP2_ENHANCE_YOUR_CALM.rawValue: self = .resourceExhausted
        case NGHTTP2_INADEQUATE_SECURITY.rawValue: self = .permissionDenied
        default: self = .internal
        }
    }
}
