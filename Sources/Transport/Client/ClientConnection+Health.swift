internal import Wire

// Whether the server takes calls, by its own word: gRPC's A17, "Client-Side Health Checking".
extension ClientConnection {
    /// Watches `service` as long as the connection takes calls. The connector hears every verdict.
    func watchHealth(of service: String) {
        healthWatch = HealthWatch(service: service, limits)
        openHealthStream()
    }

    /// The connection is to be left, and a stream that never ends would keep it.
    func stopWatchingHealth() {
        guard let watch = healthWatch else { return }
        healthWatch = nil
        watch.timer?.cancel()
        guard let stream = watch.stream, !stream.isClosed else { return }
        http.cancel(stream)
        link.markDirty()
    }

    private func openHealthStream() {
        guard let watch = healthWatch else { return }
        healthWatch?.timer = nil
        let stream = HealthStream(id: 0, limits: limits)
        stream.outbound.append(HealthCheckRequest(service: watch.service).encoded())
        stream.outbound.isFinished = true
        guard http.submitRequest(stream, headers(path: Array(HealthMethods.watch.path.utf8)))
        else { return healthBroke("the connection takes no health check") }
        healthWatch?.stream = stream
        link.markDirty()
        watchForSilence()
    }

    func act(on stream: HealthStream) {
        let signals = stream.signals
        stream.signals = []
        if signals.contains(.notSent) { http.forget(stream) }
        guard stream === healthWatch?.stream else {
            _ = stream.inbound.drop()
            return
        }
        if signals.contains(.notSent) { return healthBroke("the server takes no health check") }
        if signals.contains(.headers), !stream.headers.begins(.status, "200") {
            let text = String(decoding: stream.headers.value(.status) ?? [], as: UTF8.self)
            healthEnded(
                stream, RPCError(StatusCode(httpStatus: text), "it answered HTTP status \(text)"))
            return
        }
        http.consumeIfHungry(stream)
        while let message = http.takeMessage(stream) { received(message) }
        if let failure = stream.inbound.failure {
            healthEnded(stream, RPCError(failure, limits))
        } else if signals.contains(.trailers) || signals.contains(.ended) {
            let isOnlyHeaders = stream.headers.value(.grpcStatus) != nil
            healthEnded(
                stream, RPCError(trailers: isOnlyHeaders ? stream.headers : stream.trailers))
        } else if signals.contains(.closed) {
            healthBroke("it reset the health check")
        }
    }

    private func received(_ message: [UInt8]) {
        healthWatch?.backoff = Backoff(limits)
        let verdict: HealthWatch.Verdict
        do {
            let status = try HealthCheckResponse(decoding: message, unknown: .skip).status
            verdict =
                status == .serving
                ? .serving : .notServing("its health is \(status.valueName)")
        } catch {
            verdict = .notServing("its health cannot be read: \(error.message)")
        }
        connector?.health(verdict, of: self)
    }

    private func healthEnded(_ stream: HealthStream, _ error: RPCError?) {
        if !stream.isClosed {
            http.cancel(stream)
            link.markDirty()
        }
        guard error?.code == .unimplemented else {
            healthBroke("the health check ended: \(error.map { "\($0)" } ?? "OK")")
            return
        }
        // The server has no health checks, which is no reason to send it no calls (A17).
        healthWatch?.stream = nil
        connector?.health(.serving, of: self)
    }

    private func healthBroke(_ reason: String) {
        guard var watch = healthWatch else { return }
        watch.stream = nil
        let pause = watch.backoff.pauseMilliseconds(using: &watch.random)
        watch.timer = loop.schedule(milliseconds: Int64(pause)) { [weak self] in
            self?.openHealthStream()
        }
        healthWatch = watch
        connector?.health(.notServing(reason), of: self)
    }
}
