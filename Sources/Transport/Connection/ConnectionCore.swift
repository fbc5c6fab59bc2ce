/// Room for one TLS record each way, shared by all connections of a loop: it holds something only
/// inside one call.
@safe final class Scratch {
    static let recordBytes = 16_384
    let inbound = UnsafeMutableRawBufferPointer.allocate(
        byteCount: recordBytes, alignment: 16)
    let outbound = UnsafeMutableRawBufferPointer.allocate(
        byteCount: recordBytes, alignment: 16)

    deinit {
        unsafe inbound.deallocate()
        unsafe outbound.deallocate()
    }
}

/// TLS and HTTP/2 of one connection: encrypted bytes in, encrypted bytes out. Knows no socket, so
/// tests and fuzzers feed it directly.
final class ConnectionCore {
    enum State: Equatable {
        case handshaking
        case open
        /// The peer ended the TLS connection in order.
        case ended
        /// Beyond use; output still queued (an alert) should be sent before closing.
        case failed(String)
    }

    let tls: TLSSession
    let http: HTTP2Session
    private(set) var state = State.handshaking
    private let scratch: Scratch

    init(tls: TLSSession, http: HTTP2Session, scratch: Scratch) {
        self.tls = tls
        self.http = http
        self.scratch = scratch
    }

    /// Begins the handshake; only a client has something to say before it hears.
    func start() {
        if state == .handshaking { advanceHandshake() }
    }

    /// Takes in all of `bytes`. What happened is in `state` and in the session's streams.
    func receive(_ bytes: UnsafeRawBufferPointer) {
        unsafe tls.withInput(bytes) {
            if state == .handshaking { advanceHandshake() }
            while state == .open, readRecord() {}
        }
    }

    private func advanceHandshake() {
        switch tls.handshake() {
        case .wantsMore: break
        case .done:
            state = tls.isH2 ? .open : .failed("the peer did not agree on HTTP/2 by ALPN (h2)")
        case .closed: state = .ended
        case .failed(let reason): state = .failed("TLS handshake: \(reason)")
        }
    }

    /// False once there is nothing to read or the state has changed.
    private func readRecord() -> Bool {
        switch unsafe tls.read(into: scratch.inbound) {
        case .bytes(let count):
            let plain = unsafe UnsafeRawBufferPointer(
                rebasing: UnsafeRawBufferPointer(scratch.inbound)[..<count])
            guard unsafe http.receive(plain) else {
                state = .failed("HTTP/2: the peer broke the protocol or a limit")
                return false
            }
            return true
        case .wantsMore: return false
        case .closed:
            state = .ended
            return false
        case .failed(let reason):
            state = .failed("TLS: \(reason)")
            return false
        }
    }

    /// Encrypts what the session wants to send, up to about `bytesMax`. Answers how many plain
    /// bytes that were.
    ///
    /// nghttp2's pieces are gathered so that a record is full wherever there is enough to fill it.
    func pull(bytesMax: Int) -> Int {
        guard state == .open else { return 0 }
        var pulled = 0
        var held = 0
        while pulled < bytesMax, case .bytes(let piece) = nextPiece() {
            pulled += piece.count
            var rest = unsafe piece
            while unsafe !rest.isEmpty {
                let count = min(rest.count, Scratch.recordBytes - held)
                let room = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: scratch.outbound[held...])
                unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
                unsafe rest = unsafe UnsafeRawBufferPointer(rebasing: rest[count...])
                held += count
                if held == Scratch.recordBytes {
                    encrypt(held)
                    held = 0
                }
            }
        }
        encrypt(held)
        return pulled
    }

    private func nextPiece() -> HTTP2Session.Output {
        let output = http.nextOutput()
        if case .failed = output { state = .failed("HTTP/2: the session cannot send") }
        return output
    }

    private func encrypt(_ count: Int) {
        let plain = unsafe UnsafeRawBufferPointer(
            rebasing: UnsafeRawBufferPointer(scratch.outbound)[..<count])
        guard unsafe tls.write(plain) else {
            state = .failed("TLS: encryption failed: \(openSSLErrors())")
            return
        }
    }

    var hasOutput: Bool { !tls.output.isEmpty }

    /// Lends the encrypted bytes that wait and forgets them.
    func takeOutput(_ body: (UnsafeRawBufferPointer) -> Void) {
        unsafe tls.output.withUnsafeBytes { unsafe body($0) }
        // A burst's memory is given back: an idle connection keeps no buffer.
        tls.output.removeAll(keepingCapacity: tls.output.capacity <= 4_096)
    }
}
