internal import CNGHTTP2
internal import Logging

/// A server's end of one connection: its calls from first header to last byte.
// Reached only on its loop; `server` is Sendable by itself.
final class ServerConnection: LinkOwner, @unchecked Sendable {
    let server: ServerState
    let loop: Loop
    let link: Link
    let limits: TransportLimits
    let metrics: LoopMetrics
    var core: ConnectionCore { link.core }
    let peer: String
    /// The peer without its port.
    let address: String
    /// Not private, so that fuzzers can do without a handshake.
    var identity = PeerIdentity(uris: nil)
    var isOpen = false
    private var runningHandlers = 0
    /// Callers tend to call one method many times.
    private var recentRoute: Route?
    private var handshakeTimer: LoopTimer?
    var drainTimer: LoopTimer?
    var isDraining = false
    var sentLastGoAway = false
    var pingedForDrain = false
    var faultTimer: LoopTimer?
    var watch: ConnectionWatch
    /// Streams that were cut off for slowness.
    var slowStreams = 0
    /// Bytes of messages that wait in the streams' queues.
    var unsentBytes = 0
    private let sweep: ConnectionSweep

    init(server: ServerState, loop: Loop, peer: String, address: String) throws(TransportError) {
        self.server = server
        self.loop = loop
        self.peer = peer
        self.address = address
        limits = server.limits
        metrics = server.metrics.shard(of: loop)
        sweep = server.sweep(of: loop)
        watch = ConnectionWatch(
            limits, at: steadyMilliseconds(), spread: Double.random(in: 0...1))
        let core = ConnectionCore(
            tls: try TLSSession(server.tls, serverName: nil),
            http: try HTTP2Session(
                .server, limits: limits, memory: loop.memory, spares: loop.spares),
            scratch: loop.scratch)
        link = Link(loop: loop, core: core, limits: limits)
        link.attach(self)
        core.http.makeStream = { [unowned self] id in
            ServerStream(id: id, connection: self)
        }
    }

    /// Once the server has taken the connection in.
    func begin() {
        handshakeTimer = loop.schedule(milliseconds: Int64(limits.handshakeMilliseconds)) {
            // Not weak: an object that was ever referred to weakly is counted slowly for ever.
            [self] in handshakeExpired()
        }
        metrics.opened()
        sweep.add(self)
    }

    private func handshakeExpired() {
        guard !isOpen else { return }
        server.note(.handshakeTimeout, peer: peer)
        link.end("no TLS handshake within \(limits.handshakeMilliseconds) ms")
    }

    func linkOpened() {
        isOpen = true
        handshakeTimer?.cancel()
        identity = PeerIdentity(uris: core.tls.peerURIs())
        if case .unknown(let reason, let message) = identity {
            server.logger.notice(
                "connection without a caller",
                metadata: ["peer": "\(peer)", "reason": "\(reason)", "message": "\(message)"])
        }
    }

    func linkClosed(_ reason: String) {
        handshakeTimer?.cancel()
        drainTimer?.cancel()
        faultTimer?.cancel()
        for case let stream as ServerStream in core.http.takeStreams() {
            stream.isClosed = true
            stream.release()
        }
        if case .failed(let failure) = core.state {
            server.logger.notice(
                "connection refused", metadata: ["peer": "\(peer)", "reason": "\(failure)"])
        } else if !isOpen {
            server.logger.info(
                "connection without a handshake",
                metadata: ["peer": "\(peer)", "reason": "\(reason)"])
        }
    }

    func linkGone() {
        metrics.closed()
        sweep.remove(self)
        server.remove(self)
    }

    func process() {
        core.http.drainTouched { stream in
            // A server's session has the streams that `makeStream` gave it, and no others.
            act(on: unsafe unsafeDowncast(stream, to: ServerStream.self))
        }
        if core.http.fault != nil { noteFault() }
        guard isDraining else { return }
        pingBehindNotice()
        if core.http.pingsAnswered > 0 { sendLastGoAway() }
    }

    private func act(on stream: ServerStream) {
        let signals = stream.signals
        stream.signals = []
        if signals.contains(.headers) { begin(stream) }
        if signals.contains(.data) { received(stream) }
        if signals.contains(.ended) { requestEnded(stream) }
        if signals.contains(.drained) { stream.wakeSendersIfRoom() }
        if signals.contains(.closed) { stream.release() }
    }

    private func begin(_ stream: ServerStream) {
        guard !stream.isClosed else { return }
        switch RequestHead(
            stream.headers, identity: identity, server: server, recent: recentRoute)
        {
        case .accepted(let route, let call): accept(stream, route, call)
        case .metrics: answerMetrics(stream)
        case .notGRPC(let httpStatus): stream.refuse(httpStatus: httpStatus)
        case .refused(let error): refuse(stream, error)
        case .unknownEncoding(let error): refuse(stream, error, accepting: true)
        }
    }

    private func accept(_ stream: ServerStream, _ route: Route, _ call: Call) {
        recentRoute = route
        stream.route = route
        stream.call = call
        stream.begunNanoseconds = Deadline.now
        let counter = metrics.calls[route.index]
        counter.counts.started += 1
        stream.counter = counter
        if call.isGzip { stream.inbound.gzip = loop.gzip }
        for interceptor in server.interceptors {
            stream.interceptorsBegun += 1
            do {
                try interceptor.began(call)
            } catch {
                stream.refuse(error)
                return
            }
        }
        if let deadline = call.deadline { loop.watch(stream, deadline) }
        if case .bidirectional(let handler) = route.kind {
            start(stream, call) { try await handler(call, stream) }
        }
    }

    /// Refuses a request that is no call of a method served here.
    private func refuse(
        _ stream: ServerStream, _ error: RPCError, accepting encodings: Bool = false
    ) {
        metrics.refusedUnknown(error.code)
        stream.refuse(error, accepting: encodings)
    }

    private func answerMetrics(_ stream: ServerStream) {
        guard takeSlot(for: stream) else { return }
        let server = server
        stream.task = Task.immediate(executorPreference: loop) {
            let text = await server.metricsText()
            loop.execute {
                stream.task = nil
                self.handlerEnded()
                stream.answer(plain: text, contentType: PrometheusText.contentType)
            }
        }
    }

    private func received(_ stream: ServerStream) {
        guard !stream.isClosed else { return }
        if let failure = stream.inbound.failure {
            stream.refuse(failure)
        } else if core.http.heldBytes > limits.inboundBytesPerConnectionMax {
            stream.refuse(
                RPCError(
                    .resourceExhausted,
                    "over \(limits.inboundBytesPerConnectionMax) bytes wait unread on this "
                        + "connection; send fewer calls at a time",
                    reason: "connection_buffer_full"))
        }
        guard stream.phase != .answered else {
            core.http.released(stream.inbound.drop())
            return
        }
        core.http.consumeIfHungry(stream)
        if stream.inbound.completeCount > 0 { stream.wakeReceiver() }
    }

    private func requestEnded(_ stream: ServerStream) {
        stream.requestEnded = true
        guard let route = stream.route, let call = stream.call, !stream.isClosed else { return }
        if stream.inbound.isPartial {
            stream.refuse(
                RPCError(
                    .internal, "the request ends inside a message", reason: "message_truncated"),
                for: .malformedMessage)
            return
        }
        switch route.kind {
        case .bidirectional: stream.wakeReceiver()
        case .immediate(let handler):
            guard let message = onlyMessage(of: stream) else { return }
            answerNow(stream, call, message, handler)
        case .unary(let handler):
            guard let message = onlyMessage(of: stream) else { return }
            startUnary(stream, call, message, handler)
        case .serverStreaming(let handler):
            guard let message = onlyMessage(of: stream) else { return }
            start(stream, call) { try await handler(call, message, stream) }
        }
    }

    private func onlyMessage(of stream: ServerStream) -> [UInt8]? {
        guard stream.phase == .receiving else { return nil }
        let count = stream.inbound.completeCount
        let message = count == 1 ? core.http.takeMessage(stream) : nil
        if let failure = stream.inbound.failure {
            stream.refuse(failure)
            return nil
        }
        guard let message else {
            stream.refuse(
                RPCError(
                    .internal, "the request has \(count) messages; this method takes exactly one",
                    reason: "one_message_expected"))
            return nil
        }
        stream.noteRequest(message)
        return message
    }
}

// MARK: Handlers

extension ServerConnection {
    /// False, and the call refused, if too many handlers run. A handler counts until it returns,
    /// so resetting its stream does not buy another one.
    private func takeSlot(for stream: ServerStream) -> Bool {
        guard runningHandlers < limits.handlersPerConnectionMax, server.beginHandler() else {
            stream.refuse(
                RPCError(
                    .resourceExhausted, "too many calls are running; call again later",
                    reason: "too_many_calls"))
            return false
        }
        runningHandlers += 1
        stream.phase = .running
        return true
    }

    private func handlerEnded() {
        runningHandlers -= 1
        server.endHandler()
    }

    private func answerNow(
        _ stream: ServerStream, _ call: Call, _ message: consuming [UInt8],
        _ handler: @Sendable (Call, [UInt8]) throws -> [UInt8]
    ) {
        guard takeSlot(for: stream) else { return }
        do {
            stream.answer(try handler(call, message))
        } catch {
            fail(stream, error)
        }
        loop.spares.giveBack(message)
        handlerEnded()
    }

    private func startUnary(
        _ stream: ServerStream, _ call: Call, _ message: [UInt8],
        _ handler: @escaping @Sendable (Call, [UInt8]) async throws -> [UInt8]
    ) {
        guard takeSlot(for: stream) else { return }
        loop.handlerTasks.run(
            HandlerTasks.Work(
                connection: self, stream: stream, call: call, message: message,
                handler: handler),
            on: loop)
    }

    private func start(
        _ stream: ServerStream, _ call: Call,
        _ handler: @escaping @Sendable () async throws -> Void
    ) {
        guard takeSlot(for: stream) else { return }
        let task = Task.immediate(executorPreference: loop) {
            do {
                try await handler()
                self.ended(stream, .success(nil))
            } catch {
                self.ended(stream, .failure(error))
            }
        }
        if stream.phase == .running { stream.task = task }
    }

    /// Handlers come back to the loop by their executor preference; should one not, it is sent.
    func ended(_ stream: ServerStream, _ result: Result<[UInt8]?, any Error>) {
        if loop.isCurrent {
            loop.enter { finish(stream, result) }
        } else {
            loop.execute { self.finish(stream, result) }
        }
    }

    private func finish(_ stream: ServerStream, _ result: Result<[UInt8]?, any Error>) {
        stream.task = nil
        handlerEnded()
        switch result {
        case .success(let reply): stream.answer(reply)
        case .failure(let error): fail(stream, error)
        }
    }

    private func fail(_ stream: ServerStream, _ error: any Error) {
        let told = RPCError(handlerError: error)
        if error is MalformedRequest {
            stream.refuse(told, for: .malformedMessage)
            return
        }
        if told.reason == "internal_error" {
            server.logger.error(
                "handler failed",
                metadata: [
                    "method": "\(stream.route?.path ?? "")", "error": "\(error)",
                ])
        }
        stream.refuse(told)
    }
}

extension RPCError {
    static let draining = RPCError(
        .unavailable, "the server is stopping; connect again", reason: "draining")

    init(_ failure: MessageAssembler.Failure, _ limits: TransportLimits) {
        switch failure {
        case .tooLarge(let bytes): self = .tooLarge(bytes, limits.messageBytesMax)
        case .inflatesTooLarge:
            self = RPCError(
                .resourceExhausted,
                "a compressed message holds more than the limit of \(limits.messageBytesMax) "
                    + "bytes; ask for less at a time",
                reason: "message_too_large", metadata: ["bytes_max": "\(limits.messageBytesMax)"])
        case .malformedGzip:
            self = RPCError(
                .internal, "a message flagged as compressed is not gzip (RFC 1952)",
                reason: "gzip_malformed")
        case .compressed:
            self = RPCError(
                .internal,
                "a message is flagged as compressed, but grpc-encoding names no compression",
                reason: "compressed_without_encoding")
        case .unknownFlag(let flag):
            self = RPCError(
                .internal, "a message begins with flag \(flag); only 0 and 1 exist",
                reason: "message_flag_unknown")
        }
    }
}
