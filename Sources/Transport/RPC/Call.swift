internal import Synchronization

/// What a handler knows of the call it serves.
package final class Call: Sendable {
    private struct Outgoing {
        var initial = Metadata()
        var trailing = Metadata()
    }

    /// `/package.Service/Method`.
    package let path: String
    /// The request's header fields, gRPC's own included.
    package let metadata: Metadata
    /// When the call ends unanswered. Pass it on in calls made for this one.
    package let deadline: Deadline?
    private let identity: PeerIdentity
    private let outgoing = Mutex(Outgoing())

    init(path: String, metadata: Metadata, deadline: Deadline?, identity: PeerIdentity) {
        self.path = path
        self.metadata = metadata
        self.deadline = deadline
        self.identity = identity
    }

    /// Who calls. A method that is served without a caller (health's Check) must not ask.
    package var caller: Caller {
        guard case .caller(let caller) = identity else {
            preconditionFailure("\(path) is served without a caller but asks for one")
        }
        return caller
    }

    /// What is left of the deadline, for calls made for this one; nil without a deadline.
    package var remainingMilliseconds: Int? { deadline?.remainingMilliseconds }

    /// Adds a field to the response's trailers, such as `tidemark-replayed: 1`. The name is in
    /// lower case and not one of gRPC's own.
    package func setTrailer(_ name: String, _ value: String) {
        precondition(!name.hasPrefix("grpc-") && !name.hasPrefix(":"), "\(name) belongs to gRPC")
        outgoing.withLock { $0.trailing.add(name, value) }
    }

    /// Adds a binary field, whose name ends in `-bin`, to the response's trailers.
    package func setTrailer(_ name: String, bytes: [UInt8]) {
        outgoing.withLock { $0.trailing.add(name, bytes: bytes) }
    }

    /// Adds a field to the response's headers; of no effect once the first message is sent.
    package func setHeader(_ name: String, _ value: String) {
        precondition(!name.hasPrefix("grpc-") && !name.hasPrefix(":"), "\(name) belongs to gRPC")
        outgoing.withLock { $0.initial.add(name, value) }
    }

    var initialMetadata: Metadata { outgoing.withLock { $0.initial } }

    var trailingMetadata: Metadata { outgoing.withLock { $0.trailing } }
}
