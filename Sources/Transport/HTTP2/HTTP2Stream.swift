/// What both sides of a stream keep. nghttp2's callbacks only write here and note the stream in
/// the session's list; the connection that owns the session acts on it afterwards.
class HTTP2Stream: DeadlineEntry {
    /// What happened to a stream since its connection last looked.
    struct Signals: OptionSet {
        let rawValue: UInt8
        /// The first header block is complete.
        static let headers = Signals(rawValue: 1)
        static let data = Signals(rawValue: 2)
        /// A second header block, which ends the peer's side.
        static let trailers = Signals(rawValue: 4)
        /// The peer's side has ended.
        static let ended = Signals(rawValue: 8)
        /// Bytes left the outbound queue.
        static let drained = Signals(rawValue: 16)
        /// nghttp2 has forgotten the stream.
        static let closed = Signals(rawValue: 32)
        /// The request will never be sent.
        static let notSent = Signals(rawValue: 64)
    }

    /// 0 until nghttp2 has given one.
    var id: Int32
    var headers = Metadata()
    var trailers = Metadata()
    var inbound: MessageAssembler
    var outbound = OutboundQueue()
    /// The fields after the last message; nil stands for `grpc-status: 0` alone.
    var outgoingTrailers: HeaderList?
    var signals: Signals = []
    /// The error code of the stream's end.
    var closeCode: UInt32 = 0
    /// Received bytes for which the peer has not been given new window.
    var unconsumedBytes = 0
    /// Bytes of messages that have come and left so far.
    var receivedBytes = 0
    var sentBytes = 0
    var hasHeaders = false
    /// We gave the stream up for a header block beyond our limit.
    var hasRefusedHeaders = false
    /// Our first header block is on its way.
    var headersSent = false
    /// A data source is waiting for more.
    var isDeferred = false
    var isClosed = false
    /// We have reset it.
    var isCancelled = false
    /// An ordinary response: no messages, no trailers.
    var isPlain = false

    init(id: Int32, limits: TransportLimits) {
        self.id = id
        inbound = MessageAssembler(messageBytesMax: limits.messageBytesMax)
    }
}
