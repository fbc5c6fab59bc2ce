/// Every bound of the transport, with its unit and why it is what it is.
package struct TransportLimits: Sendable, Hashable {
    /// Bytes of one message, either way. gRPC's customary 4 MiB.
    package var messageBytesMax = 4 * 1024 * 1024
    /// Decoded header bytes of one block, counted name + value + 32 as RFC 9113 §6.5.2 does.
    package var headerBytesMax = 16 * 1024
    /// Streams a peer may have open on one connection. So many first windows fit what one
    /// connection may leave unread; a client with more calls keeps the others until there is room.
    package var streamsPerConnectionMax = 240
    /// Handlers running for one connection. Counted until the handler returns, not until its
    /// stream closes, so that resetting a stream does not buy another handler.
    package var handlersPerConnectionMax = 240
    /// Handlers running in one server.
    package var handlersMax = 8_192
    /// Connections open to one server.
    package var connectionsMax = 4_096
    /// Bytes received on one connection that no handler has taken yet.
    package var inboundBytesPerConnectionMax = 64 * 1024 * 1024
    /// Bytes a stream may have queued before `send` waits.
    package var streamOutboundBytesMax = 64 * 1024
    /// Bytes queued by the streams of one connection, and of all connections of a loop, from which
    /// on each stream waits until its last message has left (CVE-2019-9517).
    package var outboundBytesPerConnectionMax = 512 * 1024
    package var outboundBytesPerLoopMax = 16 * 1024 * 1024
    /// Bytes pulled from a connection's streams before they are handed to the socket, and how many
    /// of them may wait there when the next are pulled: their sum is all that a peer that does not
    /// read keeps. The last frame may exceed the first by 16 KiB; a buffer of 64 KiB holds both and
    /// TLS's own bytes.
    package var flushBytesMax = 49_000
    package var unwrittenBytesMax = 16 * 1024
    /// Bytes of a stream that a peer may send before the handler takes a message.
    package var streamWindowBytes = 256 * 1024
    /// Bytes a peer may send on a connection ahead of our reading.
    package var connectionWindowBytes = 1024 * 1024
    /// Streams a peer may reset in a burst, and then per second (CVE-2023-44487).
    // nghttp2 keeps the same count with twice these, as a second line of defence.
    package var resetBurst: UInt64 = 200
    package var resetsPerSecond: UInt64 = 20
    /// Control frames a client may send in a burst, and then per second (CVE-2019-9512, 9513,
    /// 9515). Each frame of an answer lets it send four WINDOW_UPDATE more.
    package var pingBurst = 50
    package var pingsPerSecond = 10
    package var settingsBurst = 20
    package var settingsPerSecond = 5
    package var priorityBurst = 100
    package var prioritiesPerSecond = 20
    package var windowUpdateBurst = 1_000
    package var windowUpdatesPerSecond = 200
    /// Pings closer than this with no answer between are strikes. Half of our own clients'
    /// keepalive, which gRPC's customary five minutes would cut off.
    package var pingIntervalMilliseconds = 10_000
    package var pingStrikesMax = 2
    /// Frames that are invalid, and streams we had to reset for them (CVE-2025-8671).
    package var faultBurst = 100
    package var faultsPerSecond = 10
    /// Header blocks beyond `headerBytesMax`, each of which costs a stream.
    package var headerBombBurst = 20
    package var headerBombsPerSecond = 2
    /// Empty DATA frames in a row, and short ones that leave a message unfinished (CVE-2019-9518).
    package var emptyDataInARowMax = 1
    package var tinyDataBytes = 64
    package var tinyDataBurst = 100
    package var tinyDataPerSecond = 20
    /// Frames other than DATA that wait for a peer that does not read (CVE-2019-9514). More than
    /// the answers to all streams that it may have open.
    package var outboundFramesMax = 4_096
    /// From a fault to the end of the socket, for a peer that does not read its GOAWAY.
    package var faultCloseMilliseconds = 1_000
    /// CONTINUATION frames of one header block (CVE-2024-28182).
    package var continuationsMax = 8
    /// Entries of one SETTINGS frame.
    package var settingsMax = 32
    /// Acknowledgements queued for a peer that does not read (CVE-2019-9512, CVE-2019-9515).
    package var outboundAcknowledgementsMax = 100
    /// From accepting a socket to the end of the TLS handshake.
    package var handshakeMilliseconds = 10_000
    /// How long a closing connection waits for its last bytes to leave, and then for the peer's
    /// end of the socket.
    package var closeMilliseconds = 10_000
    package var lingerMilliseconds = 500
    /// How often a server looks for connections that leave something undone. Every time limit
    /// below is kept to this precision.
    package var sweepMilliseconds = 500
    /// From the first look at a connection to the client's preface and SETTINGS, and to its
    /// acknowledgement of ours (CVE-2019-9514).
    package var settingsMilliseconds = 10_000
    /// From the first to the last byte of a header block.
    package var headerBlockMilliseconds = 5_000
    /// A message under way must grow, and an answer that waits must shrink, by this many bytes in
    /// this time (CVE-2019-9511, CVE-2019-9517); a connection with more slow streams than this is
    /// ended.
    package var progressMilliseconds = 10_000
    package var progressBytesMin = 1_024
    package var slowStreamsMax = 8
    /// Server: silence before a ping; 0 is never. Its answer has `keepaliveAnswerMilliseconds`.
    package var serverKeepaliveMilliseconds = 120_000
    /// Server: how old a connection grows, a tenth more or less, and how long its calls then have
    /// to end; 0 is for ever. Lets clients spread over new servers.
    package var ageMaxMilliseconds = 4 * 3_600_000
    package var ageGraceMilliseconds = 30_000
    /// Server: how long a connection may have no call; 0 is for ever.
    package var idleMaxMilliseconds = 1_800_000
    /// Server: how often the certificate's files are looked at for new ones; 0 is never.
    package var certificateWatchMilliseconds = 10_000
    /// Connections open from one address. A gateway's users share one.
    package var connectionsPerPeerMax = 1_024
    /// Client: calls waiting for a connection or for a free stream.
    package var waitingCallsMax = 16_384
    /// Client: from the first SYN to the last.
    package var connectMilliseconds = 5_000
    /// Client: first and longest pause between attempts to connect. The pause grows by half each
    /// time and is spread by a fifth either way, so that clients do not come back in step.
    package var backoffFirstMilliseconds = 100
    /// What waits for a service that was away a while is to be done in seconds after its return.
    package var backoffMaxMilliseconds = 1_000
    /// Client: the longest pause before another attempt that a server may ask for.
    package var retryPushbackMaxMilliseconds = 60_000
    /// Client: silence on a connection with open calls before a ping, and the time for its answer.
    package var keepaliveMilliseconds = 20_000
    package var keepaliveAnswerMilliseconds = 10_000
    /// Client: silence on a connection without calls before a ping; 0 is never. Less than
    /// `pingIntervalMilliseconds` means that much, so that a server like ours takes no ping for a
    /// strike. Begins up to `keepaliveMilliseconds` after the last call.
    package var idleKeepaliveMilliseconds = 0

    package init() {}
}
