internal import Synchronization

/// One call of a client, through all its attempts.
// Reached only on its loop; the asynchronous methods go there first.
final class ClientCall: @unchecked Sendable {
    let loop: Loop
    let path: [UInt8]
    let request: [UInt8]
    let metadata: Metadata
    let deadline: Deadline?
    let waitsForReady: Bool
    let isUnary: Bool
    /// The attempt under way. It refers back to the call, so the call lets go of it when over.
    var stream: ClientStream?
    /// Messages of a finished attempt that have not been read yet.
    private var unread: MessageAssembler?
    weak var connector: Connector?
    var isWaiting = false
    private var wasRetried = false
    private var deadlineTimer: LoopTimer?
    private var reply: [UInt8]?
    /// Set when the call is over; nil inside means OK.
    private var outcome: RPCError??
    private var waiter: CheckedContinuation<Void, Never>?
    /// The same as `isOver`, for other threads.
    private let isFinished = Atomic(false)

    init(
        loop: Loop, path: String, request: [UInt8], metadata: Metadata, deadline: Deadline?,
        waitsForReady: Bool, isUnary: Bool
    ) {
        self.loop = loop
        self.path = Array(path.utf8)
        self.request = request
        self.metadata = metadata
        self.deadline = deadline
        self.waitsForReady = waitsForReady
        self.isUnary = isUnary
    }

    var isOver: Bool { outcome != nil }
}

// MARK: For callers, on any thread

extension ClientCall {
    /// Sends the call and waits for its one response. Cancelling the task cancels the call.
    func unary(through connector: Connector) async throws(RPCError) -> [UInt8] {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.execute {
                    self.waiter = continuation
                    self.submit(to: connector)
                }
            }
        } onCancel: {
            cancelSoon()
        }
        return try await onLoop { $0.unaryResult() }.get()
    }

    func submit(to connector: Connector) {
        if isOver {
            wake()
            return
        }
        self.connector = connector
        if let deadline {
            deadlineTimer = loop.schedule(milliseconds: Int64(deadline.remainingMilliseconds)) {
                [weak self] in self?.abort(.deadlineExceeded)
            }
        }
        connector.submit(self)
    }

    func cancelSoon() {
        guard !isFinished.load(ordering: .acquiring) else { return }
        loop.execute { self.abort(.cancelled) }
    }

    /// The next response of a streaming call, or nil after the last of a call that ended OK.
    func next() async throws(RPCError) -> [UInt8]? {
        while true {
            switch await onLoop({ $0.nextMessage() }) {
            case .message(let message): return message
            case .over(let error):
                if let error { throw error }
                return nil
            case .noneYet: await waitForMessage()
            }
        }
    }

    private func waitForMessage() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.execute {
                    precondition(self.waiter == nil, "one task at a time reads a call's responses")
                    if self.isOver || (self.stream?.inbound.completeCount ?? 0) > 0 {
                        continuation.resume()
                    } else {
                        self.waiter = continuation
                    }
                }
            }
        } onCancel: {
            cancelSoon()
        }
    }

    private func onLoop<T: Sendable>(
        _ body: @escaping @Sendable (ClientCall) -> T
    ) async -> T {
        if loop.isCurrent { return body(self) }
        return await withCheckedContinuation { continuation in
            loop.execute { continuation.resume(returning: body(self)) }
        }
    }
}

// MARK: On the loop

extension ClientCall {
    private enum Next {
        case message([UInt8])
        case over(RPCError?)
        case noneYet
    }

    private func nextMessage() -> Next {
        if let stream, let message = stream.connection.take(from: stream) {
            return .message(message)
        }
        if let message = unread?.take() { return .message(message) }
        if let outcome { return .over(outcome) }
        return .noneYet
    }

    private func unaryResult() -> Result<[UInt8], RPCError> {
        switch outcome {
        case .some(.some(let error)): .failure(error)
        case .some(.none):
            reply.map { .success($0) }
                ?? .failure(RPCError(.internal, "the call ended without its response"))
        case .none: .failure(RPCError(.internal, "the call was answered before its end"))
        }
    }

    /// Ends the call for a reason of our own, telling the server if it knows of the call.
    func abort(_ error: RPCError) {
        guard !isOver else { return }
        if isWaiting { connector?.forget(self) }
        stream?.connection.cancel(stream)
        end(error)
    }

    /// Ends the call with what the server answered.
    func end(_ error: RPCError?) {
        guard !isOver else { return }
        deadlineTimer?.cancel()
        deadlineTimer = nil
        var ending = error
        if isUnary, error == nil { ending = takeReply() }
        if !isUnary { unread = stream?.inbound }
        stream = nil
        outcome = .some(ending)
        isFinished.store(true, ordering: .releasing)
        wake()
    }

    private func takeReply() -> RPCError? {
        guard let stream else { return RPCError(.internal, "the call was never sent") }
        let count = stream.inbound.completeCount
        guard count == 1, !stream.inbound.isPartial else {
            return RPCError(
                .internal, "the server answered with \(count) messages instead of one",
                reason: "one_message_expected")
        }
        reply = stream.connection.take(from: stream)
        return nil
    }

    /// A call that certainly reached no handler is sent once more, as if it had waited.
    func wasNotProcessed(_ message: String) {
        guard !isOver else { return }
        stream = nil
        guard !wasRetried, let connector else {
            end(.neverProcessed(message))
            return
        }
        wasRetried = true
        connector.submit(self)
    }

    func wake() {
        waiter?.resume()
        waiter = nil
    }
}
