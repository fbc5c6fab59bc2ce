/// One call on a server.
// Reached only on the connection's loop; `send` and `receive` go there first.
final class ServerStream: HTTP2Stream, @unchecked Sendable {
    enum Phase {
        /// Headers or the request are still coming.
        case receiving
        /// The handler has been started and has not answered.
        case running
        /// The response's end is decided; what is queued may still be leaving.
        case answered
    }

    let connection: ServerConnection
    var phase = Phase.receiving
    var route: Route?
    var call: Call?
    var task: Task<Void, Never>?
    var requestEnded = false
    /// Where the method's calls are counted.
    var counter: CallCounter?
    /// When the call's header came, on the clock of `Deadline`.
    var begunNanoseconds: Int64 = 0
    /// Interceptors that have seen the call begin and must see it end.
    var interceptorsBegun = 0
    var watch = StreamWatch()
    private var countedUnsent = 0
    private var responseBegun = false
    private var responseIsGzip = false
    /// Why nothing more can be sent or received.
    private var ending: RPCError?
    private var roomWaiters: [CheckedContinuation<Void, Never>] = []
    private var messageWaiter: CheckedContinuation<Void, Never>?

    private var http: HTTP2Session { connection.core.http }

    init(id: Int32, connection: ServerConnection) {
        self.connection = connection
        super.init(id: id, limits: connection.limits)
    }

    override func deadlinePassed() { expire() }
}

// MARK: For handlers, on any thread

extension ServerStream {
    private enum Verdict {
        case hasRoom
        case full
        case refused(RPCError)
    }

    func send(_ message: [UInt8], isCompressed: Bool?) async throws(RPCError) {
        let loop = connection.loop
        var verdict: Verdict
        if loop.isCurrent {
            verdict = accept(message, isCompressed)
        } else {
            verdict = await withCheckedContinuation { continuation in
                loop.execute {
                    continuation.resume(returning: self.accept(message, isCompressed))
                }
            }
        }
        while case .full = verdict {
            await waitForRoom()
            if Task.isCancelled { throw .cancelled }
            verdict = await onLoop { $0.room() }
        }
        if case .refused(let error) = verdict { throw error }
    }

    /// The next request message; nil after the last.
    func receive() async throws(RPCError) -> [UInt8]? {
        while true {
            switch await onLoop({ $0.nextMessage() }) {
            case .message(let message): return message
            case .end: return nil
            case .failed(let error): throw error
            case .noneYet:
                await waitForMessage()
                if Task.isCancelled { throw .cancelled }
            }
        }
    }

    private func onLoop<T: Sendable>(
        _ body: @escaping @Sendable (ServerStream) -> T
    ) async -> T {
        if connection.loop.isCurrent { return body(self) }
        return await withCheckedContinuation { continuation in
            connection.loop.execute { continuation.resume(returning: body(self)) }
        }
    }

    private func waitForRoom() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                connection.loop.execute {
                    if case .full = self.room() {
                        self.roomWaiters.append(continuation)
                    } else {
                        continuation.resume()
                    }
                }
            }
        } onCancel: {
            connection.loop.execute { self.wakeSenders() }
        }
    }

    private func waitForMessage() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                connection.loop.execute {
                    let isReady =
                        self.inbound.completeCount > 0 || self.requestEnded || self.ending != nil
                    if isReady || Task.isCancelled {
                        continuation.resume()
                    } else {
                        self.messageWaiter = continuation
                    }
                }
            }
        } onCancel: {
            connection.loop.execute { self.wakeReceiver() }
        }
    }
}

// MARK: On the loop

extension ServerStream {
    private func accept(_ message: [UInt8], _ isCompressed: Bool?) -> Verdict {
        if let ending { return .refused(ending) }
        guard phase == .running else { return .refused(.cancelled) }
        guard message.count <= connection.limits.messageBytesMax else {
            return .refused(.tooLarge(message.count, connection.limits.messageBytesMax))
        }
        beginResponse()
        queue(message, isCompressed: isCompressed)
        http.resume(self)
        connection.link.markDirty()
        return room()
    }

    private func room() -> Verdict {
        if let ending { return .refused(ending) }
        // When much is queued elsewhere a stream has no more than one message under way.
        let bytesMax = connection.isCrowded ? 0 : connection.limits.streamOutboundBytesMax
        return outbound.bytes > bytesMax ? .full : .hasRoom
    }

    private func beginResponse() {
        guard !responseBegun else { return }
        responseBegun = true
        responseIsGzip = mayCompress
        http.submitResponse(
            self, metadata: call?.initialMetadata, isGzip: responseIsGzip)
    }

    private var mayCompress: Bool {
        guard let call else { return false }
        switch call.compression {
        case .never: return false
        case .automatic where inbound.gzip == nil: return false
        case .automatic, .always: break
        }
        let accepted = call.metadata.value("grpc-accept-encoding") ?? []
        return accepted.split(separator: UInt8(ascii: ",")).contains { name in
            name.drop { $0 == UInt8(ascii: " ") }.elementsEqual("gzip".utf8)
        }
    }

    private func queue(_ message: [UInt8], isCompressed: Bool? = nil) {
        if let counter {
            counter.counts.messagesSent += 1
            counter.counts.bytesSent += message.count
        }
        if responseIsGzip,
            isCompressed ?? (call?.compression == .always)
                || isCompressed == nil && message.count >= Compression.automaticBytesMin,
            let compressed = connection.loop.gzip.deflated(message)
        {
            outbound.append(compressed, isCompressed: true)
        } else {
            outbound.append(message)
        }
        recountUnsent()
    }

    /// Keeps the connection's and the loop's sums of what waits in queues.
    private func recountUnsent() {
        let change = outbound.bytes - countedUnsent
        countedUnsent = outbound.bytes
        connection.unsentBytes += change
        connection.metrics.unsentBytes += change
    }

    private enum Next {
        case message([UInt8])
        case end
        case failed(RPCError)
        case noneYet
    }

    private func nextMessage() -> Next {
        if let message = http.takeMessage(self) {
            noteRequest(message)
            connection.link.markDirty()
            return .message(message)
        }
        if let failure = inbound.failure { refuse(failure) }
        if let ending { return .failed(ending) }
        guard requestEnded else { return .noneYet }
        return .end
    }

    /// Ends the call with OK after `message`, if there is one.
    func answer(_ message: [UInt8]?) {
        guard phase == .running else { return }
        if let message, message.count > connection.limits.messageBytesMax {
            refuse(.tooLarge(message.count, connection.limits.messageBytesMax))
            return
        }
        phase = .answered
        if let trailing = call?.trailingMetadata {
            var list = HeaderList()
            list.add("grpc-status", "0")
            list.add(trailing)
            outgoingTrailers = list
        }
        beginResponse()
        if let message { queue(message) }
        endResponse()
        decided(.ok, reason: "")
    }

    /// Counts a request that a handler gets.
    func noteRequest(_ message: [UInt8]) {
        guard let counter else { return }
        counter.counts.messagesReceived += 1
        counter.counts.bytesReceived += message.count
        if inbound.gzip != nil { call?.noteRequest(isCompressed: inbound.lastWasCompressed) }
    }

    /// Tells the metrics and the interceptors how the call ended.
    private func decided(_ code: StatusCode, reason: String) {
        guard let counter, let call else { return }
        let microseconds = (Deadline.now - begunNanoseconds) / 1_000
        counter.counts.ended(code, microseconds: microseconds)
        guard interceptorsBegun > 0 else { return }
        let outcome = CallOutcome(code: code, reason: reason, microseconds: microseconds)
        let interceptors = connection.server.interceptors
        for index in 0..<interceptorsBegun { interceptors[index].ended(call, outcome) }
        interceptorsBegun = 0
    }

    /// Ends the call with `error`: as a response of trailers alone if nothing was sent yet.
    func refuse(_ error: RPCError, accepting encodings: Bool = false) {
        guard phase != .answered else { return }
        phase = .answered
        var list = HeaderList()
        if !responseBegun {
            list.add(":status", "200")
            list.add("content-type", "application/grpc")
            if encodings { list.add("grpc-accept-encoding", "identity,gzip") }
        }
        error.addTrailers(to: &list)
        if let trailing = call?.trailingMetadata { list.add(trailing) }
        if responseBegun {
            outgoingTrailers = list
            endResponse()
        } else {
            responseBegun = true
            if !isClosed { http.submitOnlyHeaders(self, list) }
            connection.link.markDirty()
        }
        decided(error.code, reason: error.reason)
        stop(error)
    }

    /// Answers with ordinary text, which is no gRPC.
    func answer(plain body: String, contentType: StaticString) {
        guard phase != .answered else { return }
        phase = .answered
        responseBegun = true
        guard !isClosed else { return }
        var list = HeaderList()
        list.add(":status", "200")
        list.add("content-type", contentType)
        outbound.append(plain: Array(body.utf8))
        outbound.isFinished = true
        http.submitPlainResponse(self, list)
        connection.link.markDirty()
    }

    /// Answers what is not gRPC with a plain HTTP status.
    func refuse(httpStatus: StaticString) {
        phase = .answered
        responseBegun = true
        var list = HeaderList()
        list.add(":status", httpStatus)
        http.submitOnlyHeaders(self, list)
        connection.link.markDirty()
    }

    private func endResponse() {
        guard !isClosed else { return }
        beginResponse()
        outbound.isFinished = true
        http.resume(self)
        connection.link.markDirty()
    }

    /// The call is over: its handler, if it still runs, learns of it.
    func stop(_ error: RPCError) {
        guard ending == nil else { return }
        ending = error
        task?.cancel()
        wakeSenders()
        wakeReceiver()
    }

    /// An unanswered call is answered; an answer that the caller has not read in time is cut off.
    private func expire() {
        if phase == .answered {
            http.cancel(self)
            connection.link.markDirty()
        } else {
            refuse(.deadlineExceeded)
        }
    }

    /// The stream is gone. Nothing refers to its queues any more.
    func release() {
        connection.loop.forget(self)
        outbound.removeAll()
        recountUnsent()
        if phase == .answered {
            wakeSenders()
        } else {
            phase = .answered
            decided(.cancelled, reason: RPCError.cancelled.reason)
            stop(.cancelled)
        }
    }

    func wakeSendersIfRoom() {
        recountUnsent()
        if case .full = room() { return }
        wakeSenders()
    }

    private func wakeSenders() {
        let waiters = roomWaiters
        roomWaiters = []
        for waiter in waiters { waiter.resume() }
    }

    func wakeReceiver() {
        messageWaiter?.resume()
        messageWaiter = nil
    }
}

extension RPCError {
    static func tooLarge(_ bytes: Int, _ bytesMax: Int) -> RPCError {
        RPCError(
            .resourceExhausted,
            "a message of \(bytes) bytes is over the limit of \(bytesMax); ask for less at a time",
            reason: "message_too_large",
            metadata: ["bytes": String(bytes), "bytes_max": String(bytesMax)])
    }
}
