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
    var deadlineTimer: LoopTimer?
    var requestEnded = false
    private var responseBegun = false
    /// Why nothing more can be sent or received.
    private var ending: RPCError?
    private var roomWaiters: [CheckedContinuation<Void, Never>] = []
    private var messageWaiter: CheckedContinuation<Void, Never>?

    private var http: HTTP2Session { connection.core.http }

    init(id: Int32, connection: ServerConnection) {
        self.connection = connection
        super.init(id: id, limits: connection.limits)
    }
}

// MARK: For handlers, on any thread

extension ServerStream {
    private enum Verdict {
        case hasRoom
        case full
        case refused(RPCError)
    }

    func send(_ message: [UInt8]) async throws(RPCError) {
        let loop = connection.loop
        var verdict: Verdict
        if loop.isCurrent {
            verdict = accept(message)
        } else {
            verdict = await withCheckedContinuation { continuation in
                loop.execute { continuation.resume(returning: self.accept(message)) }
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
    private func accept(_ message: [UInt8]) -> Verdict {
        if let ending { return .refused(ending) }
        guard phase == .running else { return .refused(.cancelled) }
        guard message.count <= connection.limits.messageBytesMax else {
            return .refused(.tooLarge(message.count, connection.limits.messageBytesMax))
        }
        beginResponse()
        outbound.append(message)
        http.resume(self)
        connection.link.markDirty()
        return room()
    }

    private func room() -> Verdict {
        if let ending { return .refused(ending) }
        return outbound.bytes > connection.limits.streamOutboundBytesMax ? .full : .hasRoom
    }

    private func beginResponse() {
        guard !responseBegun else { return }
        responseBegun = true
        http.submitResponse(self, metadata: call?.initialMetadata ?? Metadata())
    }

    private enum Next {
        case message([UInt8])
        case end
        case failed(RPCError)
        case noneYet
    }

    private func nextMessage() -> Next {
        if let message = http.takeMessage(self) {
            connection.link.markDirty()
            return .message(message)
        }
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
        let trailing = call?.trailingMetadata ?? Metadata()
        if !trailing.isEmpty {
            var list = HeaderList()
            list.add("grpc-status", "0")
            list.add(trailing)
            outgoingTrailers = list
        }
        if let message { outbound.append(message) }
        endResponse()
    }

    /// Ends the call with `error`: as a response of trailers alone if nothing was sent yet.
    func refuse(_ error: RPCError, accepting encodings: Bool = false) {
        guard phase != .answered else { return }
        phase = .answered
        var list = HeaderList()
        if !responseBegun {
            list.add(":status", "200")
            list.add("content-type", "application/grpc")
            if encodings { list.add("grpc-accept-encoding", "identity") }
        }
        error.addTrailers(to: &list)
        if let call { list.add(call.trailingMetadata) }
        if responseBegun {
            outgoingTrailers = list
            endResponse()
        } else {
            responseBegun = true
            if !isClosed { http.submitOnlyHeaders(self, list) }
            connection.link.markDirty()
        }
        stop(error)
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

    /// The stream is gone. Nothing refers to its queues any more.
    func release() {
        deadlineTimer?.cancel()
        deadlineTimer = nil
        outbound.removeAll()
        if phase == .answered { wakeSenders() } else { stop(.cancelled) }
        phase = .answered
    }

    func wakeSendersIfRoom() {
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
