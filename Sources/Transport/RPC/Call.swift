internal import Synchronization

/// What a handler knows of the call it serves.
package final class Call: Sendable {
    /// What its handler has set, and learns while it runs.
    private struct State {
        var initial = Metadata()
        var trailing = Metadata()
        var compression = Compression.automatic
        var lastRequestWasCompressed = false
        var trace: TraceContext?
    }

    /// The request's header fields, gRPC's own included.
    package let metadata: Metadata
    /// When the call ends unanswered. Pass it on in calls made for this one.
    package let deadline: Deadline?
    /// The caller's messages may be compressed.
    let isGzip: Bool
    private let route: Route
    private let identity: PeerIdentity
    private let state = Mutex(State())
    /// False while nothing in `state` differs from what it began with. Most handlers set nothing,
    /// and then nobody waits for the lock.
    private let isChanged = Atomic(false)

    init(
        route: Route, metadata: Metadata, deadline: Deadline?, identity: PeerIdentity
    ) {
        isGzip = metadata.has(.encoding, "gzip")
        self.route = route
        self.metadata = metadata
        self.deadline = deadline
        self.identity = identity
    }

    /// `/package.Service/Method`.
    package var path: String { route.path }

    /// Who calls. A method that is served without a caller (health's Check) must not ask.
    package var caller: Caller {
        guard case .caller(let caller) = identity else {
            preconditionFailure("\(path) is served without a caller but asks for one")
        }
        return caller
    }

    /// Who calls; nil for a caller without a certificate of this installation.
    package var knownCaller: Caller? {
        guard case .caller(let caller) = identity else { return nil }
        return caller
    }

    var asksAuthorization: Bool { route.access.asksAuthorization }

    /// What is left of the deadline, for calls made for this one; nil without a deadline.
    package var remainingMilliseconds: Int? { deadline?.remainingMilliseconds }

    /// Adds a field to the response's trailers, such as `tidemark-replayed: 1`. The name is in
    /// lower case and not one of gRPC's own.
    package func setTrailer(_ name: String, _ value: String) {
        precondition(!name.hasPrefix("grpc-") && !name.hasPrefix(":"), "\(name) belongs to gRPC")
        change { $0.trailing.add(name, value) }
    }

    /// Adds a binary field, whose name ends in `-bin`, to the response's trailers.
    package func setTrailer(_ name: String, bytes: [UInt8]) {
        change { $0.trailing.add(name, bytes: bytes) }
    }

    /// Tells a caller that may try again when to; a negative time says not to at all.
    package func setRetryPushback(milliseconds: Int) {
        change { $0.trailing.add("grpc-retry-pushback-ms", String(milliseconds)) }
    }

    /// Adds a field to the response's headers; of no effect once the first message is sent.
    package func setHeader(_ name: String, _ value: String) {
        precondition(!name.hasPrefix("grpc-") && !name.hasPrefix(":"), "\(name) belongs to gRPC")
        change { $0.initial.add(name, value) }
    }

    /// Whether responses are compressed; to be set before the first is sent.
    package var compression: Compression {
        get { changed?.compression ?? .automatic }
        set { change { $0.compression = newValue } }
    }

    /// True if the request message that was taken last came compressed.
    package var lastRequestWasCompressed: Bool {
        changed?.lastRequestWasCompressed ?? false
    }

    func noteRequest(isCompressed: Bool) {
        change { $0.lastRequestWasCompressed = isCompressed }
    }

    /// Fields that the handler has set for the response's headers; nil for none.
    var initialMetadata: Metadata? {
        changed.flatMap { $0.initial.isEmpty ? nil : $0.initial }
    }

    /// The same for the trailers.
    var trailingMetadata: Metadata? {
        changed.flatMap { $0.trailing.isEmpty ? nil : $0.trailing }
    }

    private func change(_ body: (inout State) -> Void) {
        state.withLock { body(&$0) }
        isChanged.store(true, ordering: .releasing)
    }

    private var changed: State? {
        isChanged.load(ordering: .acquiring) ? state.withLock { $0 } : nil
    }
}

/// When a call's responses are compressed with gzip. Never for a caller that does not say that it
/// reads gzip, and no message that would not get shorter.
package enum Compression: Sendable {
    /// Messages of at least `automaticBytesMin`, if the caller compresses its requests too.
    case automatic
    case always
    case never

    /// Below a packet's size there is nothing to win.
    static let automaticBytesMin = 1_024
}

// MARK: Traces

extension Call {
    /// The trace that the caller's `traceparent` names.
    var receivedTrace: TraceContext? {
        metadata.value("traceparent").flatMap { TraceContext(traceparent: $0) }
    }

    /// This call's own step of the caller's trace, or of a new one: the same at every reading.
    package var trace: TraceContext {
        state.withLock { state in
            if let trace = state.trace { return trace }
            let trace = receivedTrace?.child() ?? TraceContext()
            state.trace = trace
            return trace
        }
    }

    /// `traceparent` and `tracestate` for calls made for this one.
    package var traceMetadata: Metadata {
        var passed = Metadata()
        passed.add("traceparent", trace.traceparent)
        if receivedTrace != nil, let tracestate = metadata["tracestate"] {
            passed.add("tracestate", tracestate)
        }
        return passed
    }
}
