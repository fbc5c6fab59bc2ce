extension ServerConnection {
    /// Sends the first GOAWAY, and behind it a ping. When the ping is answered the client has read
    /// the GOAWAY, so that every request it sent before has arrived, and the second names the last.
    func beginDrain() {
        guard !isDraining else { return }
        isDraining = true
        guard isOpen else {
            link.end("the server is stopping")
            return
        }
        // The answer to a keepalive's ping is not the answer to this one.
        core.http.pingsAnswered = watch.awaitsPing ? -1 : 0
        core.http.submitShutdownNotice()
        for case let stream as ServerStream in core.http.streams.all
        where stream.route?.onDrain == .cancel {
            stream.refuse(.draining)
        }
        drainTimer = loop.schedule(milliseconds: 1_000) { [self] in sendLastGoAway() }
        link.markDirty()
    }

    /// nghttp2 sends pings before all else, so this one is made only once the GOAWAY has left.
    func pingBehindNotice() {
        guard core.http.noticeLeft, !pingedForDrain else { return }
        pingedForDrain = true
        core.http.submitPing()
        link.markDirty()
    }

    func sendLastGoAway() {
        guard !sentLastGoAway else { return }
        sentLastGoAway = true
        drainTimer?.cancel()
        core.http.submitGoAway()
        link.markDirty()
    }

    /// Ends what the drain's time did not suffice for.
    func abandon() {
        for case let stream as ServerStream in core.http.streams.all {
            stream.refuse(.draining)
        }
        sendLastGoAway()
        link.flush()
        link.end("the server has stopped")
    }
}
