internal import Synchronization

/// One call of a client, through all its attempts.
// Reached only on its loop; the asynchronous methods go there first.
final class ClientCall: DeadlineEntry, @unchecked Sendable {
    let loop: Loop
    let path: [UInt8]
    let pathText: String
    private let begunNanoseconds = Deadline.now
    let options: CallOptions
    let deadline: Deadline?
    /// One response ends the call, and nobody reads before.
    let isUnary: Bool
    /// Several attempts may race: the one request is known from the beginning.
    let isHedged: Bool
    /// The first message of a hedged stream of responses has come, and so the attempt is chosen.
    var isHedgeWon = false
    let limits: TransportLimits
    /// What an attempt sends from its beginning.
    var requests: [[UInt8]]
    /// No request comes after those.
    var requestsEnded: Bool
    /// `requests` begins with the first, so another attempt is possible.
    var isReplayable = true
    var requestBytes: Int
    let client: ClientState
    /// Every attempt under way; more than one of a hedged call alone. They refer back to the
    /// call, so the call lets go of them when over.
    var attempts: [ClientStream] = []
    /// The latest of them, where requests go and responses come from.
    var stream: ClientStream?
    var attemptsBegun = 0
    /// A handler may have seen an earlier attempt.
    var mayHaveRun = false
    /// Fires when another attempt is due.
    var attemptTimer: LoopTimer?
    var attemptTimersSet = 0
    /// Messages of a finished attempt that have not been read yet.
    var unread: MessageAssembler?
    /// From the submission of the call to its end.
    var balancer: Balancer?
    var isWaiting = false
    var wasRetried = false
    /// The number of the attempt that the interceptors saw last, and what they made of the
    /// metadata.
    private var announcedAttempt = 0
    private var announcedMetadata = Metadata()
    var reply: [UInt8]?
    /// Set when the call is over; nil inside means OK.
    var outcome: RPCError??
    private var waiter: CheckedContinuation<Void, Never>?
    private var roomWaiters: [CheckedContinuation<Void, Never>] = []
    /// The same as `isOver`, for other threads.
    private let isFinished = Atomic(false)

    /// Without a request there is a writer that sends them.
    init(
        loop: Loop, path: String, request: [UInt8]?, options: CallOptions, isUnary: Bool,
        limits: TransportLimits, client: ClientState
    ) {
        self.client = client
        self.loop = loop
        self.path = Array(path.utf8)
        pathText = path
        self.options = options
        self.isUnary = isUnary
        isHedged = request != nil && options.hedge != nil
        self.limits = limits
        requests = request.map { [$0] } ?? []
        requestBytes = request?.count ?? 0
        requestsEnded = request != nil
        deadline = options.timeoutMilliseconds.map { Deadline(afterMilliseconds: $0) }
    }

    var isOver: Bool { outcome != nil }

    override func deadlinePassed() { abort(.deadlineExceeded) }
}

// MARK: For callers, on any thread

extension ClientCall {
    /// Sends the call and waits for its one response. Cancelling the task cancels the call.
    func unary(through balancer: Balancer) async throws(RPCError) -> [UInt8] {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.execute {
                    self.waiter = continuation
                    self.submit(to: balancer)
                }
            }
        } onCancel: {
            cancelSoon()
        }
        return try await onLoop { $0.unaryResult() }.get()
    }

    func submit(to balancer: Balancer) {
        client.statistics.callsStarted += 1
        if isOver {
            wake()
            return
        }
        self.balancer = balancer
        if let deadline {
            guard deadline.remainingNanoseconds > 0 else { return abort(.deadlineExceeded) }
            loop.watch(self, deadline)
        }
        sendAttempt()
    }

    /// The metadata of the current attempt, which its interceptors see once however often the
    /// attempt has to be given to another connection.
    func attemptMetadata() -> Metadata {
        guard !client.interceptors.isEmpty else { return options.metadata }
        guard announcedAttempt != attemptsBegun else { return announcedMetadata }
        announcedAttempt = attemptsBegun
        announcedMetadata = options.metadata
        for interceptor in client.interceptors {
            interceptor.begins(
                path: pathText, number: attemptsBegun, metadata: &announcedMetadata)
        }
        return announcedMetadata
    }

    func cancelSoon() {
        guard !isFinished.load(ordering: .acquiring) else { return }
        loop.execute { self.abort(.cancelled) }
    }

    /// Queues a request and waits until there is room for another.
    func send(_ request: [UInt8]) async throws(RPCError) {
        var verdict = await onLoop { $0.accept(request) }
        while case .full = verdict {
            await waitForRoom()
            verdict = await onLoop { $0.room() }
        }
        if case .refused(let error) = verdict { throw error }
    }

    private func waitForRoom() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.execute {
                    if case .full = self.room() {
                        self.roomWaiters.append(continuation)
                    } else {
                        continuation.resume()
                    }
                }
            }
        } onCancel: {
            cancelSoon()
        }
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
                    if self.isOver || self.hasMessage {
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

    // MARK: Waking

    func wake() {
        waiter?.resume()
        waiter = nil
    }

    func wakeSendersIfRoom() {
        guard !roomWaiters.isEmpty else { return }
        if case .full = room() { return }
        let waiters = roomWaiters
        roomWaiters = []
        for waiter in waiters { waiter.resume() }
    }

    private func tellInterceptors() {
        let code: StatusCode
        if case .some(.some(let error)) = outcome { code = error.code } else { code = .ok }
        let microseconds = (Deadline.now - begunNanoseconds) / 1_000
        for interceptor in client.interceptors {
            interceptor.ended(
                path: pathText, code: code, attempts: attemptsBegun, microseconds: microseconds)
        }
    }

    func finished() {
        loop.forget(self)
        stopAttemptTimer()
        balancer = nil
        if case .some(.none) = outcome {
            client.statistics.callsSucceeded += 1
        } else {
            client.statistics.callsFailed += 1
        }
        isFinished.store(true, ordering: .releasing)
        tellInterceptors()
        wake()
        wakeSendersIfRoom()
    }
}
