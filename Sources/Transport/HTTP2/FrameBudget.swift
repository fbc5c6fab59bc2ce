internal import CNGHTTP2

/// What one client may send, frame by frame (transport.md §3). Only integers: no allocation, and
/// the clock is read by the caller once per receive.
struct FrameBudget {
    private var pings: RateBudget
    private var settings: RateBudget
    private var priorities: RateBudget
    private var windowUpdates: RateBudget
    private var resets: RateBudget
    private var invalidFrames: RateBudget
    private var madeResets: RateBudget
    private var tinyData: RateBudget
    private var headerBombs: RateBudget
    private let pingIntervalMilliseconds: Int64
    private let pingStrikesMax: Int
    private var pingStrikes = 0
    private var lastPing: Int64?
    private var emptyDataInARow = 0
    private let emptyDataInARowMax: Int
    private var now: Int64 = 0

    init(_ limits: TransportLimits) {
        pings = RateBudget(burst: limits.pingBurst, perSecond: limits.pingsPerSecond)
        settings = RateBudget(burst: limits.settingsBurst, perSecond: limits.settingsPerSecond)
        priorities = RateBudget(
            burst: limits.priorityBurst, perSecond: limits.prioritiesPerSecond)
        windowUpdates = RateBudget(
            burst: limits.windowUpdateBurst, perSecond: limits.windowUpdatesPerSecond)
        resets = RateBudget(
            burst: Int(clamping: limits.resetBurst),
            perSecond: Int(clamping: limits.resetsPerSecond))
        invalidFrames = RateBudget(burst: limits.faultBurst, perSecond: limits.faultsPerSecond)
        madeResets = RateBudget(burst: limits.faultBurst, perSecond: limits.faultsPerSecond)
        tinyData = RateBudget(burst: limits.tinyDataBurst, perSecond: limits.tinyDataPerSecond)
        headerBombs = RateBudget(
            burst: limits.headerBombBurst, perSecond: limits.headerBombsPerSecond)
        pingIntervalMilliseconds = Int64(limits.pingIntervalMilliseconds)
        pingStrikesMax = limits.pingStrikesMax
        emptyDataInARowMax = limits.emptyDataInARowMax
    }

    /// Once per receive: `milliseconds` of a steady clock.
    mutating func advance(to milliseconds: Int64) {
        guard milliseconds != now else { return }
        now = milliseconds
        pings.refill(at: now)
        settings.refill(at: now)
        priorities.refill(at: now)
        windowUpdates.refill(at: now)
        resets.refill(at: now)
        invalidFrames.refill(at: now)
        madeResets.refill(at: now)
        tinyData.refill(at: now)
        headerBombs.refill(at: now)
    }

    /// A frame's header arrived. The fault, if this one is too many.
    mutating func begin(type: UInt8, flags: UInt8, length: Int) -> ConnectionFault? {
        switch UInt32(type) {
        case NGHTTP2_DATA.rawValue: return beginData(flags: flags, length: length)
        case NGHTTP2_HEADERS.rawValue, NGHTTP2_CONTINUATION.rawValue,
            NGHTTP2_GOAWAY.rawValue:
            return nil
        case NGHTTP2_PING.rawValue:
            guard pings.take() else { return .pingFlood }
            return UInt32(flags) & NGHTTP2_FLAG_ACK.rawValue == 0 ? ping() : nil
        case NGHTTP2_SETTINGS.rawValue: return settings.take() ? nil : .settingsFlood
        case NGHTTP2_WINDOW_UPDATE.rawValue:
            return windowUpdates.take() ? nil : .windowUpdateFlood
        case NGHTTP2_RST_STREAM.rawValue: return resets.take() ? nil : .rapidReset
        // PRIORITY, and every type that HTTP/2 lets us ignore.
        default: return priorities.take() ? nil : .priorityFlood
        }
    }

    private mutating func beginData(flags: UInt8, length: Int) -> ConnectionFault? {
        let endsStream = UInt32(flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
        guard length == 0, !endsStream else {
            emptyDataInARow = 0
            return nil
        }
        emptyDataInARow += 1
        return emptyDataInARow > emptyDataInARowMax ? .emptyData : nil
    }

    private mutating func ping() -> ConnectionFault? {
        defer { lastPing = now }
        guard let lastPing, now - lastPing < pingIntervalMilliseconds else { return nil }
        pingStrikes += 1
        return pingStrikes > pingStrikesMax ? .tooManyPings : nil
    }

    /// A short DATA frame came to its end and left a message unfinished.
    mutating func tinyDataLeftPartial() -> ConnectionFault? {
        tinyData.take() ? nil : .tinyData
    }

    mutating func headerBomb() -> ConnectionFault? { headerBombs.take() ? nil : .headerBomb }

    mutating func invalidFrame() -> ConnectionFault? { invalidFrames.take() ? nil : .madeReset }

    /// We sent HEADERS or DATA: reason enough for the peer to ping, and to give window.
    mutating func sentPayload() {
        pingStrikes = 0
        lastPing = nil
        windowUpdates.earn(4)
    }

    /// We sent RST_STREAM. Those for load or cancellation are no fault of the peer.
    mutating func sentReset(code: UInt32) -> ConnectionFault? {
        switch code {
        case NGHTTP2_NO_ERROR.rawValue, NGHTTP2_CANCEL.rawValue,
            NGHTTP2_REFUSED_STREAM.rawValue:
            return nil
        default: return madeResets.take() ? nil : .madeReset
        }
    }
}
