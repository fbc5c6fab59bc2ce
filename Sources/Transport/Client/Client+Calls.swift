package import Wire

extension Client {
    /// Makes a unary call. Cancelling the task cancels the call at the server.
    ///
    /// Without `waitForReady` a call fails as UNAVAILABLE when the server cannot be reached; with
    /// it the call waits for the server, bounded by its deadline alone. A call that certainly
    /// reached no handler is sent once more by itself; `RPCError.wasNeverProcessed` tells a caller
    /// when that too was in vain.
    package func call<Q, R>(
        _ method: Method<Q, R>, _ request: Q, timeoutMilliseconds: Int? = nil,
        waitForReady: Bool = false, metadata: Metadata = Metadata()
    ) async throws(RPCError) -> R {
        try await call(
            method, request,
            CallOptions(
                timeoutMilliseconds: timeoutMilliseconds, waitForReady: waitForReady,
                metadata: metadata))
    }

    /// The same with all that a call may have of its own.
    package func call<Q, R>(
        _ method: Method<Q, R>, _ request: Q, _ options: CallOptions
    ) async throws(RPCError) -> R {
        let path = method.path
        return try R.readingReply(await unary(path, request.encoded(), options), of: path)
    }

    /// Makes a unary call with messages that are encoded already.
    package func unary(
        _ path: String, _ request: [UInt8], timeoutMilliseconds: Int? = nil,
        waitForReady: Bool = false, metadata: Metadata = Metadata()
    ) async throws(RPCError) -> [UInt8] {
        try await unary(
            path, request,
            CallOptions(
                timeoutMilliseconds: timeoutMilliseconds, waitForReady: waitForReady,
                metadata: metadata))
    }

    package func unary(
        _ path: String, _ request: [UInt8], _ options: CallOptions
    ) async throws(RPCError) -> [UInt8] {
        try await newCall(path, request, options, isUnary: true).unary(through: balancer)
    }

    /// Makes a call with a stream of responses. It is sent at once; letting go of the sequence and
    /// its iterator cancels it.
    package func stream<Q, R>(
        _ method: Method<Q, R>, _ request: Q, timeoutMilliseconds: Int? = nil,
        waitForReady: Bool = false, metadata: Metadata = Metadata()
    ) -> ResponseSequence<R> {
        stream(
            method, request,
            CallOptions(
                timeoutMilliseconds: timeoutMilliseconds, waitForReady: waitForReady,
                metadata: metadata))
    }

    package func stream<Q, R>(
        _ method: Method<Q, R>, _ request: Q, _ options: CallOptions
    ) -> ResponseSequence<R> {
        ResponseSequence(begin(method.path, request.encoded(), options), path: method.path)
    }

    /// Begins a call whose requests and responses come independently. The server is asked at
    /// once, before the first request.
    package func bidirectional<Q, R>(
        _ method: Method<Q, R>, _ options: CallOptions = CallOptions()
    ) -> BidirectionalCall<Q, R> {
        BidirectionalCall(begin(method.path, nil, options), path: method.path)
    }

    /// Begins a call with a stream of requests that is answered with one response.
    package func clientStream<Q, R>(
        _ method: Method<Q, R>, _ options: CallOptions = CallOptions()
    ) -> ClientStreamingCall<Q, R> {
        ClientStreamingCall(begin(method.path, nil, options), path: method.path)
    }

    private func begin(
        _ path: String, _ request: [UInt8]?, _ options: CallOptions
    ) -> ClientCallHandle {
        let call = newCall(path, request, options, isUnary: false)
        let balancer = balancer
        loop.execute { call.submit(to: balancer) }
        return ClientCallHandle(call)
    }

    private func newCall(
        _ path: String, _ request: [UInt8]?, _ options: CallOptions, isUnary: Bool
    ) -> ClientCall {
        ClientCall(
            loop: loop, path: path, request: request, options: options, isUnary: isUnary,
            limits: limits, client: state)
    }
}
