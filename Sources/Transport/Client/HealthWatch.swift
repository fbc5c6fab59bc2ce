/// What a connection knows of the health of the service at its other end.
struct HealthWatch {
    enum Verdict: Equatable {
        case serving
        /// Why not, in words.
        case notServing(String)
    }

    let service: String
    /// Nil while none is open: it broke and is opened again when the timer fires, or the server
    /// knows no health checks.
    var stream: HealthStream?
    var timer: LoopTimer?
    var backoff: Backoff
    var random = SystemRandomNumberGenerator()

    init(service: String, _ limits: TransportLimits) {
        self.service = service
        backoff = Backoff(limits)
    }
}
