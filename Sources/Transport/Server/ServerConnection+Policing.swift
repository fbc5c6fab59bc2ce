extension ServerConnection {
    /// The session has queued its GOAWAY; a peer that does not read it is not waited for.
    func noteFault() {
        guard let fault = core.http.fault, faultTimer == nil else { return }
        server.note(fault, peer: peer)
        faultTimer = loop.schedule(milliseconds: Int64(limits.faultCloseMilliseconds)) {
            [weak self] in self?.link.end("fault: \(fault.rawValue)")
        }
        link.markDirty()
    }
}
