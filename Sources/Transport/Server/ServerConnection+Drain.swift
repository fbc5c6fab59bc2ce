extension ServerConnection {
    /// Sends the first GOAWAY and a ping. When the ping is answered the client has read the
    /// GOAWAY, so that every request it sent before has arrived, and the second names the last.
    func beginDrain() {
        guard !isDraining else { return }
        isDraining = true
        guard isOpen else {
            link.end("the server is stopping")
            return
        }
        core.http.submitShutdownNotice()
        core.http.submitPing()
        for case let stream as ServerStream in core.http.streams.all
        where stream.route?.onDrain == .cancel {
            stream.refuse(.draining)
        }
        drainTimer = loop.schedule(milliseconds: 1_000) { [self] in sendLastGoAway() }
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
