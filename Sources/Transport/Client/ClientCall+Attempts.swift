// How a call goes from attempt to attempt, on its loop.
extension ClientCall {
    /// Sends the call to the server, as its first attempt or as another.
    func sendAttempt() {
        guard !isOver else { return }
        guard let balancer else { return }
        attemptsBegun += 1
        balancer.submit(self)
        if let hedge, !isOver, !isHedgeWon, attemptsBegun < hedge.attemptsMax, attemptTimer == nil {
            sendLater(milliseconds: hedge.delayMilliseconds)
        }
    }

    private var hedge: HedgePolicy? { isHedged ? options.hedge : nil }

    /// A message has come in `stream`: of a hedged call that attempt goes on alone, and the reader
    /// may have what is there.
    func hasMessage(in stream: ClientStream) {
        if isHedged, !isHedgeWon {
            isHedgeWon = true
            stopAttemptTimer()
            if isWaiting { balancer?.forget(self) }
            for attempt in attempts where attempt !== stream {
                attempt.end(succeeded: false)
                attempt.connection.cancel(attempt)
            }
            attempts = [stream]
            self.stream = stream
            options.response?.received(initial: stream.headers)
        }
        wake()
    }

    private func sendLater(milliseconds: Int) {
        attemptTimer?.cancel()
        attemptTimersSet += 1
        attemptTimer = loop.schedule(milliseconds: Int64(milliseconds)) {
            [weak self, number = attemptTimersSet] in
            // What is cancelled within the loop's turn in which it is due comes all the same.
            guard let self, attemptTimer != nil, attemptTimersSet == number else { return }
            attemptTimerFired()
        }
        balancer?.pauses(self)
    }

    func stopAttemptTimer() {
        guard let timer = attemptTimer else { return }
        timer.cancel()
        attemptTimer = nil
        balancer?.resumes(self)
    }

    private func attemptTimerFired() {
        attemptTimer = nil
        balancer?.resumes(self)
        guard let hedge else {
            client.statistics.retries += 1
            sendAttempt()
            return
        }
        if isWaiting {
            // No attempt is under way, so there is nothing to be faster than.
            sendLater(milliseconds: hedge.delayMilliseconds)
        } else if attempts.isEmpty || client.budget.allows {
            // With no attempt left this one was promised when the last of them ended.
            client.statistics.hedges += 1
            sendAttempt()
        }
    }

    /// An attempt has been given to a connection.
    func began(_ stream: ClientStream) {
        attempts.append(stream)
        self.stream = stream
        options.response?.began()
        dropLongReplay()
    }

    /// An attempt has ended; one without a stream found no server.
    func attemptEnded(_ stream: ClientStream?, _ error: RPCError?) {
        guard !isOver, stream?.isOver != true else { return }
        attempts.removeAll { $0 === stream }
        if stream != nil, error?.wasNeverProcessed != true { mayHaveRun = true }
        var error = error
        if isUnary, error == nil, let stream { error = takeReply(from: stream) }
        stream?.end(succeeded: error == nil)
        guard let error else {
            client.budget.succeeded()
            end(nil, from: stream)
            return
        }
        if !goesOn(after: error, of: stream) { end(error, from: stream) }
    }

    private func goesOn(after error: RPCError, of stream: ClientStream?) -> Bool {
        guard let codes = hedge?.codes ?? options.retry?.codes else { return false }
        let pushback = stream.flatMap {
            Pushback($0.trailers, millisecondsMax: limits.retryPushbackMaxMilliseconds)
        }
        if codes.contains(error.code) || pushback == .stop { client.budget.failed() }
        guard codes.contains(error.code), balancer?.isClosed == false, !isHedgeWon else {
            return false
        }
        if let hedge { return hedgesOn(hedge, pushback) }
        guard let retry = options.retry, isReplayable, stream?.isCommitted != true,
            attemptsBegun < retry.attemptsMax, client.budget.allows, pushback != .stop
        else { return false }
        self.stream = nil
        var pause = retry.pauseMilliseconds(afterFailed: attemptsBegun, using: &client.random)
        if case .milliseconds(let asked) = pushback { pause = asked }
        sendLater(milliseconds: pause)
        return true
    }

    private func hedgesOn(_ hedge: HedgePolicy, _ pushback: Pushback?) -> Bool {
        let mayBegin =
            attemptsBegun < hedge.attemptsMax && client.budget.allows && pushback != .stop
        guard mayBegin else {
            stopAttemptTimer()
            return !attempts.isEmpty || isWaiting
        }
        if case .milliseconds(let asked) = pushback {
            sendLater(milliseconds: asked)
        } else if !isWaiting {
            stopAttemptTimer()
            client.statistics.hedges += 1
            sendAttempt()
        }
        return true
    }

    /// An attempt that certainly reached no handler is sent once more, as if it had waited.
    func wasNotProcessed(_ stream: ClientStream, _ message: String) {
        guard !isOver, !stream.isOver else { return }
        guard !wasRetried, isReplayable, let balancer else {
            attemptEnded(stream, .neverProcessed(message))
            return
        }
        stream.end(succeeded: false)
        attempts.removeAll { $0 === stream }
        self.stream = attempts.last
        wasRetried = true
        if !isWaiting { balancer.submit(self) }
    }

    /// Ends the call for a reason of our own, telling the server if it knows of the call.
    func abort(_ error: RPCError) {
        guard !isOver else { return }
        stream?.connection.cancel(stream)
        end(error, from: stream)
    }

    /// Ends the call with what the server answered in `stream`, and every other attempt.
    private func end(_ error: RPCError?, from stream: ClientStream?) {
        if isWaiting { balancer?.forget(self) }
        if let stream, let response = options.response {
            if stream.isCommitted { response.received(initial: stream.headers) }
            response.received(trailing: stream.trailers)
        }
        var error = error
        if mayHaveRun, error?.wasNeverProcessed == true {
            error?.reason = "connection_lost"  // The last attempt did not run; another did.
        }
        if !isUnary { unread = stream?.inbound }
        for attempt in attempts {
            attempt.end(succeeded: false)
            attempt.connection.cancel(attempt)
        }
        attempts = []
        self.stream = nil
        outcome = .some(error)
        requests = []
        finished()
    }

    private func takeReply(from stream: ClientStream) -> RPCError? {
        let count = stream.inbound.completeCount
        guard count == 1, !stream.inbound.isPartial else { return .oneMessageExpected(count) }
        reply = stream.connection.take(from: stream)
        return stream.inbound.failure.map { RPCError($0, limits) }
    }
}
