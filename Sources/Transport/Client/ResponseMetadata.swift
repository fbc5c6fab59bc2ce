internal import Synchronization

/// What a server says about its responses besides the messages, as far as it has come. Given to a
/// call in its `CallOptions`; of several attempts the last one shows.
package final class ResponseMetadata: Sendable {
    private struct State {
        var initial: Metadata?
        var trailing: Metadata?
    }

    private let state = Mutex(State())

    package init() {}

    /// The fields before the first message, gRPC's own included. There once a message is; nil
    /// before that, and for good if the call ends without them.
    package var initial: Metadata? { state.withLock { $0.initial } }

    /// The fields after the last message, or those of a refusal that has no others.
    package var trailing: Metadata? { state.withLock { $0.trailing } }

    func began() { state.withLock { $0 = State() } }

    func received(initial: Metadata) { state.withLock { $0.initial = initial } }

    func received(trailing: Metadata) { state.withLock { $0.trailing = trailing } }
}
