internal import Logging

// What a peer is held to, beside what the session itself enforces.
extension ServerConnection {
    /// The session has queued its GOAWAY; a peer that does not read it is not waited for.
    func noteFault() {
        guard let fault = core.http.fault, faultTimer == nil else { return }
        server.note(fault, peer: peer)
        faultTimer = loop.schedule(milliseconds: Int64(limits.faultCloseMilliseconds)) {
            [weak self] in self?.link.end("fault: \(fault.rawValue)")
        }
        link.markDirty()
    }

    /// True if this connection or all of the loop have so much queued that no stream should queue
    /// ahead of its peer's reading.
    var isCrowded: Bool {
        unsentBytes > limits.outboundBytesPerConnectionMax
            || metrics.unsentBytes > limits.outboundBytesPerLoopMax
    }

    private func end(for fault: ConnectionFault) {
        core.http.noteFault(fault)
        noteFault()
    }

    /// Looks at the connection and its streams, on behalf of its loop's sweep.
    func police(at now: Int64) {
        guard isOpen, core.state == .open, core.http.fault == nil else { return }
        let http = core.http
        let look = ConnectionWatch.Look(
            settingsReceived: http.settingsReceived,
            settingsAcknowledged: http.settingsAcknowledged,
            openBlock: http.openBlock, hasReceived: link.hasReceived, streams: http.streams.count,
            isWritable: link.isWritable)
        link.hasReceived = false
        switch watch.judge(look, at: now) {
        case .nothing: break
        case .fault(let fault): end(for: fault)
        case .ping:
            http.submitPing()
            link.markDirty()
        case .drain(let reason):
            server.logger.info(
                "connection asked to leave", metadata: ["peer": "\(peer)", "reason": "\(reason)"])
            beginDrain()
        case .abandon:
            abandon()
            return
        }
        if !http.streams.isEmpty { policeStreams(at: now) }
    }

    private func policeStreams(at now: Int64) {
        for case let stream as ServerStream in core.http.streams.all where !stream.isClosed {
            guard let fault = stream.watch.judge(look(at: stream), at: now, limits) else {
                continue
            }
            slowStreams += 1
            guard slowStreams <= limits.slowStreamsMax else {
                end(for: fault)
                return
            }
            stream.note(fault)
            if fault == .requestDribble, stream.phase != .answered {
                stream.refuse(.dribble)
            } else {
                core.http.cancel(stream)
            }
            link.markDirty()
        }
    }

    private func look(at stream: ServerStream) -> StreamWatch.Look {
        let isBetweenMessages =
            switch stream.route?.kind {
            case .bidirectional: !stream.inbound.isPartial
            case .immediate, .unary, .serverStreaming, nil: stream.requestEnded
            }
        let hasRoom = stream.unconsumedBytes < limits.streamWindowBytes
        return StreamWatch.Look(
            owesRequest: !isBetweenMessages && stream.phase != .answered && hasRoom,
            receivedBytes: stream.receivedBytes,
            hasUnsent: !stream.outbound.isEmpty, sentBytes: stream.sentBytes)
    }
}

extension RPCError {
    static let dribble = RPCError(
        .resourceExhausted, "the request comes too slowly; send a message without long pauses",
        reason: "request_dribble")
}
