internal import CNGHTTP2

/// Why a connection was ended that a peer misused. The text is what logs and counters say.
enum ConnectionFault: String, Sendable, CaseIterable {
    case rapidReset = "rapid_reset"
    case madeReset = "made_reset"
    case continuationFlood = "continuation_flood"
    case acknowledgementFlood = "acknowledgement_flood"
    case pingFlood = "ping_flood"
    case tooManyPings = "too_many_pings"
    case settingsFlood = "settings_flood"
    case priorityFlood = "priority_flood"
    case windowUpdateFlood = "window_update_flood"
    case emptyData = "empty_data"
    case tinyData = "tiny_data"

    /// What GOAWAY carries.
    var code: UInt32 { NGHTTP2_ENHANCE_YOUR_CALM.rawValue }

    /// What GOAWAY says beside its code; gRPC clients know "too_many_pings" and ping less.
    var debugData: String { rawValue }
}
