// What happens to a call on its loop.
extension ClientCall {
    enum Room {
        case hasRoom
        case full
        case refused(RPCError)
    }

    // MARK: Requests

    func accept(_ request: [UInt8]) -> Room {
        if let refusal { return .refused(refusal) }
        guard request.count <= limits.messageBytesMax else {
            return .refused(.tooLarge(request.count, limits.messageBytesMax))
        }
        if isReplayable {
            requests.append(request)
            requestBytes += request.count + 5
        }
        if let stream {
            stream.queue(request)
            stream.connection.resume(stream)
            dropLongReplay()
        }
        return room()
    }

    func room() -> Room {
        if let refusal { return .refused(refusal) }
        let bytes = stream?.outbound.bytes ?? requestBytes
        return bytes > limits.streamOutboundBytesMax ? .full : .hasRoom
    }

    private var refusal: RPCError? {
        if let outcome {
            return outcome
                ?? RPCError(
                    .cancelled, "the server has ended the call and reads no more requests",
                    reason: "call_ended")
        }
        guard requestsEnded else { return nil }
        return RPCError(
            .failedPrecondition, "the requests of the call were finished before",
            reason: "requests_finished")
    }

    func finishRequests() {
        guard !requestsEnded else { return }
        requestsEnded = true
        guard !isOver, let stream else { return }
        stream.outbound.isFinished = true
        stream.connection.resume(stream)
    }

    /// A stream of requests is kept for another attempt only as far as it fits the queue.
    func dropLongReplay() {
        guard !requestsEnded, requestBytes > limits.streamOutboundBytesMax else { return }
        isReplayable = false
        requests = []
    }

    // MARK: Responses

    enum Next {
        case message([UInt8])
        case over(RPCError?)
        case noneYet
    }

    /// A message can be read. Of attempts that race none may be read before one of them has won.
    var hasMessage: Bool {
        guard let stream, !isHedged || isHedgeWon else { return false }
        return stream.inbound.completeCount > 0
    }

    func nextMessage() -> Next {
        if let stream, !isHedged || isHedgeWon {
            if let message = stream.connection.take(from: stream) { return .message(message) }
            if let failure = stream.inbound.failure { abort(RPCError(failure, limits)) }
        }
        if let message = unread?.take() { return .message(message) }
        if let failure = unread?.failure { return .over(RPCError(failure, limits)) }
        if let outcome { return .over(outcome) }
        return .noneYet
    }

    func unaryResult() -> Result<[UInt8], RPCError> {
        switch outcome {
        case .some(.some(let error)): .failure(error)
        case .some(.none):
            reply.map { .success($0) }
                ?? .failure(RPCError(.internal, "the call ended without its response"))
        case .none: .failure(RPCError(.internal, "the call was answered before its end"))
        }
    }
}
