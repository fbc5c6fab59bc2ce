import Testing

@testable import Transport

/// Two connection cores that talk without sockets.
private struct CorePair {
    let client: ConnectionCore
    let server: ConnectionCore
    let certificates: TestCertificates

    init(label: String = "gateway/web") throws {
        certificates = try TestCertificates.make(roles: EchoServer.roles)
        let limits = TransportLimits()
        let scratch = Scratch()
        server = ConnectionCore(
            tls: try TLSSession(
                TLSContext(.server, certificates.credentials("service/order")), serverName: nil),
            http: try HTTP2Session(.server, limits: limits), scratch: scratch)
        client = ConnectionCore(
            tls: try TLSSession(
                TLSContext(.client, certificates.credentials(label)), serverName: "localhost"),
            http: try HTTP2Session(.client, limits: limits), scratch: scratch)
    }

    static func output(of core: ConnectionCore) -> [UInt8] {
        _ = core.pull(bytesMax: .max)
        var bytes: [UInt8] = []
        unsafe core.takeOutput { unsafe bytes.append(contentsOf: $0) }
        return bytes
    }

    static func feed(_ bytes: some Collection<UInt8>, to core: ConnectionCore) {
        unsafe Array(bytes).withUnsafeBytes { unsafe core.receive($0) }
    }

    /// Exchanges bytes in pieces of at most `piece` until both are silent.
    func exchange(piece: Int) {
        client.start()
        while true {
            let forth = Self.output(of: client)
            for start in stride(from: 0, to: forth.count, by: piece) {
                Self.feed(forth[start..<min(forth.count, start + piece)], to: server)
            }
            let back = Self.output(of: server)
            for start in stride(from: 0, to: back.count, by: piece) {
                Self.feed(back[start..<min(back.count, start + piece)], to: client)
            }
            if forth.isEmpty, back.isEmpty { return }
        }
    }
}

@Suite("The core of a connection")
struct ConnectionCoreTests {
    @Test("takes back a request that was cancelled before it left, and goes on", arguments: 1...2)
    func cancelledBeforeSent(times: Int) throws {
        let pair = try CorePair()
        pair.exchange(piece: .max)
        let request = HTTP2Stream(id: 0, limits: TransportLimits())
        #expect(pair.client.http.submitRequest(request, requestHead()))
        for _ in 0..<times { pair.client.http.cancel(request) }
        pair.exchange(piece: .max)
        #expect(pair.server.http.takeTouched().isEmpty)
        let next = HTTP2Stream(id: 0, limits: TransportLimits())
        next.outbound.isFinished = true
        #expect(pair.client.http.submitRequest(next, requestHead()))
        pair.exchange(piece: .max)
        #expect(pair.server.http.takeTouched().map(\.id) == [next.id])
        #expect(pair.client.state == .open && pair.server.state == .open)
        try pair.certificates.remove()
    }

    @Test("shakes hands and carries a call whatever the pieces", arguments: [1, 7, 1_000_000])
    func pieces(piece: Int) throws {
        let pair = try CorePair()
        pair.exchange(piece: piece)
        #expect(pair.client.state == .open)
        #expect(pair.server.state == .open)
        let uris = pair.server.tls.peerURIs()
        #expect(uris == [Array("spiffe://tidemark/gateway/web".utf8)])

        let request = HTTP2Stream(id: 0, limits: TransportLimits())
        request.outbound.append([1, 2, 3])
        request.outbound.isFinished = true
        #expect(pair.client.http.submitRequest(request, requestHead()))
        pair.exchange(piece: piece)
        let received = try #require(pair.server.http.takeTouched().first)
        #expect(received.headers.value(.path) == Array("/a/b".utf8)[...])
        #expect(received.inbound.take() == [1, 2, 3])
        pair.server.http.submitResponse(received, metadata: Metadata())
        received.outbound.append([4])
        received.outbound.isFinished = true
        pair.exchange(piece: piece)
        #expect(request.inbound.take() == [4])
        #expect(request.trailers.value(.grpcStatus) == [UInt8(ascii: "0")])
        #expect(request.isClosed && received.isClosed)
        #expect(pair.server.http.streams.isEmpty && pair.client.http.streams.isEmpty)
        try pair.certificates.remove()
    }

    @Test("fails on garbage instead of a handshake, and says so with an alert")
    func garbage() throws {
        let pair = try CorePair()
        CorePair.feed(Array("GET / HTTP/1.1\r\n\r\n".utf8), to: pair.server)
        guard case .failed(let reason) = pair.server.state else {
            Issue.record("the state is \(pair.server.state)")
            return
        }
        #expect(reason.hasPrefix("TLS handshake"))
        try pair.certificates.remove()
    }

    @Test("survives every prefix of a client's first flight, and noise after it")
    func prefixes() throws {
        let pair = try CorePair()
        pair.client.start()
        let hello = CorePair.output(of: pair.client)
        let context = try TLSContext(.server, pair.certificates.credentials("service/order"))
        let scratch = Scratch()
        for count in 0...hello.count {
            let core = ConnectionCore(
                tls: try TLSSession(context, serverName: nil),
                http: try HTTP2Session(.server, limits: TransportLimits()), scratch: scratch)
            CorePair.feed(hello[..<count], to: core)
            #expect(core.state == .handshaking)
            CorePair.feed([UInt8](repeating: 0xa5, count: 70_000), to: core)
            #expect(core.state != .open)
        }
        try pair.certificates.remove()
    }

    @Test("serves frames from a session that was cut or changed at any byte without a trap")
    func frames() throws {
        let limits = TransportLimits()
        let client = try HTTP2Session(.client, limits: limits)
        let request = HTTP2Stream(id: 0, limits: limits)
        request.outbound.append([UInt8](repeating: 1, count: 40))
        request.outbound.isFinished = true
        #expect(client.submitRequest(request, requestHead()))
        let bytes = output(of: client)
        for count in 0...bytes.count {
            let server = try HTTP2Session(.server, limits: limits)
            #expect(feed(bytes[..<count], to: server))
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                let server = try HTTP2Session(.server, limits: limits)
                _ = feed(changed, to: server)
                for stream in server.takeTouched() { stream.signals = [] }
                _ = output(of: server)
            }
        }
    }

    @Test("ends a stream whose header block is beyond the limit and keeps the connection")
    func headerLimit() throws {
        let limits = TransportLimits()
        // Nine fields of the request's own count 32 bytes and their text each.
        for (fill, isKept) in [(100, true), (limits.headerBytesMax, false)] {
            let client = try HTTP2Session(.client, limits: limits)
            let server = try HTTP2Session(.server, limits: limits)
            let request = HTTP2Stream(id: 0, limits: limits)
            var head = requestHead()
            head.add("x-fill", [UInt8](repeating: UInt8(ascii: "x"), count: fill))
            #expect(client.submitRequest(request, head))
            #expect(feed(output(of: client), to: server))
            let signals = server.takeTouched().first?.signals ?? []
            #expect(signals.contains(.headers) == isKept)
            #expect(feed(output(of: server), to: client))
            #expect(request.isClosed == !isKept)
            #expect(!server.isFinished)
        }
    }

    private func requestHead() -> HeaderList {
        var head = HeaderList()
        head.add(":method", "POST")
        head.add(":scheme", "https")
        head.add(":path", "/a/b")
        head.add(":authority", "localhost")
        head.add("te", "trailers")
        head.add("content-type", "application/grpc")
        return head
    }

    private func feed(_ bytes: some Collection<UInt8>, to session: HTTP2Session) -> Bool {
        unsafe Array(bytes).withUnsafeBytes { unsafe session.receive($0) }
    }

    private func output(of session: HTTP2Session) -> [UInt8] {
        var bytes: [UInt8] = []
        while case .bytes(let piece) = session.nextOutput() {
            unsafe bytes.append(contentsOf: piece)
        }
        return bytes
    }
}

extension HTTP2Session {
    /// The streams with signals since the last call.
    fileprivate func takeTouched() -> [HTTP2Stream] {
        var streams: [HTTP2Stream] = []
        drainTouched { streams.append($0) }
        return streams
    }
}
