internal import Logging
internal import Synchronization

extension ServerState {
    /// What a fault has cost the peer.
    enum Ended: String {
        case connection
        case call
    }

    /// Counts a fault and writes one line, at most ten a second for each reason; the next line
    /// after those says how many were left out.
    func note(_ fault: ConnectionFault, peer: String, ended: Ended = .connection) {
        let line = faults.withLock { $0.note(fault, at: steadyMilliseconds()) }
        guard case .write(let unwritten) = line else { return }
        logger.notice(
            "\(ended.rawValue) ended for a fault of its peer",
            metadata: [
                "peer": "\(peer)", "reason": "\(fault.rawValue)",
                "unwritten_before": "\(unwritten)",
            ])
    }

    /// Faults since the start, by reason.
    var faultCounts: [String: Int] { faults.withLock { $0.counts } }
}
