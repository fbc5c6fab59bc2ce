internal import CNGHTTP2

/// Why a connection was ended, or one of its calls refused or cut off, that a peer misused. The
/// text is what logs, counters and GOAWAY say.
enum ConnectionFault: String, Sendable, CaseIterable {
    case rapidReset = "rapid_reset"
    case madeReset = "made_reset"
    case continuationFlood = "continuation_flood"
    case acknowledgementFlood = "acknowledgement_flood"
    case headerBomb = "header_bomb"
    case pingFlood = "ping_flood"
    /// gRPC clients know this text in a GOAWAY and ping less.
    case tooManyPings = "too_many_pings"
    case settingsFlood = "settings_flood"
    case priorityFlood = "priority_flood"
    case windowUpdateFlood = "window_update_flood"
    case emptyData = "empty_data"
    case tinyData = "tiny_data"
    case outboundQueueFull = "outbound_queue_full"
    /// nghttp2 found a violation and told the peer which.
    case protocolError = "protocol_error"
    case handshakeTimeout = "handshake_timeout"
    case prefaceTimeout = "preface_timeout"
    case settingsTimeout = "settings_timeout"
    case headerBlockTimeout = "header_block_timeout"
    case keepaliveTimeout = "keepalive_timeout"
    /// Requests that came too slowly, on one stream or on too many.
    case requestDribble = "request_dribble"
    /// Answers that were read too slowly, on one stream or on too many.
    case slowRead = "slow_read"
    case connectionsPerPeer = "connections_per_peer"
    /// Messages that cost their call alone.
    case messageTooLarge = "message_too_large"
    case decompressionBomb = "decompression_bomb"
    case malformedMessage = "malformed_message"

    /// What GOAWAY carries.
    var code: UInt32 {
        switch self {
        case .settingsTimeout: NGHTTP2_SETTINGS_TIMEOUT.rawValue
        case .protocolError: NGHTTP2_PROTOCOL_ERROR.rawValue
        case .rapidReset, .madeReset, .continuationFlood, .acknowledgementFlood, .headerBomb,
            .pingFlood, .tooManyPings, .settingsFlood, .priorityFlood, .windowUpdateFlood,
            .emptyData, .tinyData, .outboundQueueFull, .handshakeTimeout, .prefaceTimeout,
            .headerBlockTimeout, .keepaliveTimeout, .requestDribble, .slowRead,
            .connectionsPerPeer, .messageTooLarge, .decompressionBomb, .malformedMessage:
            NGHTTP2_ENHANCE_YOUR_CALM.rawValue
        }
    }
}
