/// Judges a connection by how it looks from time to time: what a peer leaves undone for too long.
/// A value that is asked by its loop's sweep, so that a connection needs no timer of its own.
struct ConnectionWatch {
    /// What the connection looks like now.
    struct Look {
        var settingsReceived = true
        var settingsAcknowledged = true
        /// The number of the header block that is coming in.
        var openBlock: Int?
        var hasReceived = false
        var streams = 0
        var isWritable = true
    }

    enum Verdict: Equatable {
        case nothing
        case fault(ConnectionFault)
        case ping
        /// Asks the peer to leave: the connection is old or unused.
        case drain(String)
        /// It was asked and did not leave.
        case abandon
    }

    private let limits: TransportLimits
    private let openedAt: Int64
    private let ageMax: Int64?
    private var heardAt: Int64
    private var busyAt: Int64
    private var block: (number: Int, since: Int64)?
    private var unwritableSince: Int64?
    private var pingedAt: Int64?
    private var drainedAt: Int64?

    /// `spread` from 0 to 1 moves the greatest age by a tenth either way, so that connections
    /// made together do not end together.
    init(_ limits: TransportLimits, at now: Int64, spread: Double) {
        self.limits = limits
        openedAt = now
        heardAt = now
        busyAt = now
        let age = Double(limits.ageMaxMilliseconds) * (0.9 + 0.2 * spread)
        ageMax = limits.ageMaxMilliseconds > 0 ? Int64(age) : nil
    }

    var awaitsPing: Bool { pingedAt != nil }

    mutating func judge(_ look: Look, at now: Int64) -> Verdict {
        if look.hasReceived {
            heardAt = now
            pingedAt = nil
        }
        if look.streams > 0 { busyAt = now }
        if let fault = fault(look, at: now) { return .fault(fault) }
        if let drainedAt {
            guard now - drainedAt >= limits.ageGraceMilliseconds else { return .nothing }
            return .abandon
        }
        if let reason = farewell(at: now) {
            drainedAt = now
            return .drain(reason)
        }
        return keepalive(at: now)
    }

    private mutating func fault(_ look: Look, at now: Int64) -> ConnectionFault? {
        if now - openedAt >= limits.settingsMilliseconds {
            if !look.settingsReceived { return .prefaceTimeout }
            if !look.settingsAcknowledged { return .settingsTimeout }
        }
        if let number = look.openBlock {
            if block?.number != number { block = (number, now) }
            if let block, now - block.since >= limits.headerBlockMilliseconds {
                return .headerBlockTimeout
            }
        } else {
            block = nil
        }
        guard !look.isWritable else {
            unwritableSince = nil
            return nil
        }
        let since = unwritableSince ?? now
        unwritableSince = since
        return now - since >= limits.progressMilliseconds ? .slowRead : nil
    }

    private func farewell(at now: Int64) -> String? {
        if let ageMax, now - openedAt >= ageMax { return "max_age" }
        guard limits.idleMaxMilliseconds > 0 else { return nil }
        return now - busyAt >= limits.idleMaxMilliseconds ? "max_idle" : nil
    }

    private mutating func keepalive(at now: Int64) -> Verdict {
        guard limits.serverKeepaliveMilliseconds > 0 else { return .nothing }
        if let pingedAt {
            let isLate = now - pingedAt >= limits.keepaliveAnswerMilliseconds
            return isLate ? .fault(.keepaliveTimeout) : .nothing
        }
        guard now - heardAt >= limits.serverKeepaliveMilliseconds else { return .nothing }
        pingedAt = now
        return .ping
    }
}
