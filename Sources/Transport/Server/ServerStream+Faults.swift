// Calls that are refused for what their caller sent. Log and counter name the reason.
extension ServerStream {
    func refuse(_ error: RPCError, for fault: ConnectionFault) {
        guard phase != .answered else { return }
        note(fault)
        refuse(error)
    }

    func refuse(_ failure: MessageAssembler.Failure) {
        refuse(RPCError(failure, connection.limits), for: failure.fault)
    }

    /// From any thread.
    func note(_ fault: ConnectionFault) {
        connection.server.note(fault, peer: connection.peer, ended: .call)
    }
}

extension MessageAssembler.Failure {
    var fault: ConnectionFault {
        switch self {
        case .tooLarge: .messageTooLarge
        case .inflatesTooLarge: .decompressionBomb
        case .compressed, .malformedGzip, .unknownFlag: .malformedMessage
        }
    }
}
