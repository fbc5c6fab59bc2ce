import NIOCore
import NIOEmbedded

@testable import Transport

/// One connection on a channel without a socket, and the TLS of its peer.
struct LinkRun {
    let isServer: Bool
    private let eventLoop = EmbeddedEventLoop()
    let loop: Loop
    private let channel: EmbeddedChannel
    private let tried: Tried
    private let peer: TLSSession
    private let scratch = Scratch()
    /// What the peer has sent and the connection has not received.
    private var underway: [UInt8] = []
    /// Something else has arrived than the peer sent.
    private var isTampered = false
    private var isPeerDone = false
    private var hasPeerClosed = false
    private var calls: [ClientCall] = []

    private enum Tried {
        case server(ServerConnection, ServerState)
        case client(ClientConnection, Balancer, ClientState)
    }

    private var link: Link {
        switch tried {
        case .server(let connection, _): connection.link
        case .client(let connection, _, _): connection.link
        }
    }

    var owner: AnyObject {
        switch tried {
        case .server(let connection, _): connection
        case .client(let connection, _, _): connection
        }
    }

    var isOpen: Bool { link.isOpen }

    init(isServer: Bool) throws(BrokenPromise) {
        self.isServer = isServer
        let contexts = FuzzCertificates.contexts
        loop = Loop(eventLoop)
        do {
            tried = try isServer ? Self.server(loop) : Self.client(loop)
            peer = try TLSSession(
                isServer ? contexts.client : contexts.server,
                serverName: isServer ? FuzzCertificates.serverName : nil)
            channel = EmbeddedChannel(loop: eventLoop)
            try channel.pipeline.syncOperations.addHandler(link)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        } catch {
            throw BrokenPromise("no connection: \(error)")
        }
        try collect()
    }

    private static func server(_ loop: Loop) throws -> Tried {
        let state = FuzzServer.makeState()
        let connection = try ServerConnection(
            server: state, loop: loop, peer: "fuzz", address: "fuzz")
        guard case .welcome = state.add(connection) else {
            throw BrokenPromise("the server takes no more connections")
        }
        loop.enter { connection.begin() }
        return .server(connection, state)
    }

    private static func client(_ loop: Loop) throws -> Tried {
        let tls = FuzzCertificates.contexts.client
        let target = Connector.Target(
            host: "fuzz", port: 0, serverName: FuzzCertificates.serverName, authority: "fuzz")
        // Idle for ever: it would make sockets, and calls are begun without asking it.
        let balancer = Balancer(
            [target], target: "fuzz", tls: tls, loop: loop, limits: FuzzServer.limits,
            healthService: nil)
        let connection = try ClientConnection(
            connector: balancer.connectors[0], tls: tls, serverName: target.serverName,
            authority: target.authority, loop: loop, limits: FuzzServer.limits)
        let state = ClientState(budget: RetryBudget(), interceptors: [])
        return .client(connection, balancer, state)
    }
}

// MARK: What arrives

extension LinkRun {
    /// Bytes that the peer may not have sent.
    mutating func receive(_ bytes: [UInt8]) throws(BrokenPromise) {
        isTampered = true
        try deliver(bytes[...])
    }

    private mutating func deliver(_ bytes: ArraySlice<UInt8>) throws(BrokenPromise) {
        guard isOpen, !bytes.isEmpty else { return }
        channel.pipeline.fireChannelRead(ByteBuffer(bytes: bytes))
        channel.pipeline.fireChannelReadComplete()
        try collect()
    }

    /// Lets the first bytes that are under way arrive.
    mutating func pass(_ count: Int) throws(BrokenPromise) {
        let part = underway.prefix(count)
        underway.removeFirst(part.count)
        try deliver(part)
    }

    mutating func flip(at place: UInt32, with mask: UInt8) {
        guard !underway.isEmpty else { return }
        isTampered = true
        underway[Int(place) % underway.count] ^= mask
    }

    mutating func drop(_ count: Int) {
        guard !underway.isEmpty else { return }
        isTampered = true
        underway.removeFirst(min(count, underway.count))
    }

    mutating func double(_ count: Int) {
        guard !underway.isEmpty else { return }
        isTampered = true
        underway.insert(contentsOf: underway.prefix(count), at: 0)
    }

    /// Passes everything between both sides until neither has more to say.
    mutating func exchange() throws(BrokenPromise) {
        talk(after: [])
        for _ in 0..<64 where isOpen && !underway.isEmpty { try pass(underway.count) }
        guard !isTampered, !hasPeerClosed, isOpen else { return }
        try BrokenPromise.check(
            isPeerDone && link.core.state == .open, "an honest handshake does not succeed")
        guard case .server(let connection, _) = tried else { return }
        try BrokenPromise.check(
            connection.identity == .caller(FuzzCertificates.caller), "the caller is not known")
    }

    /// Takes what the connection has written to the peer, which answers.
    private mutating func collect() throws(BrokenPromise) {
        eventLoop.run()
        var written: [UInt8] = []
        do {
            while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
                written += buffer.readableBytesView
            }
        } catch {
            throw BrokenPromise("something else than bytes is written: \(error)")
        }
        talk(after: written)
        guard case .server = tried, !isTampered else { return }
        try BrokenPromise.check(
            link.core.state != .open || isPeerDone, "open before the client has finished")
    }

    /// The peer reads `written` and says what its TLS has to say.
    private mutating func talk(after written: [UInt8]) {
        unsafe written.withUnsafeBytes { bytes in
            unsafe peer.withInput(bytes) {
                if !isPeerDone { isPeerDone = peer.handshake() == .done }
                guard isPeerDone else { return }
                while case .bytes = unsafe peer.read(into: scratch.inbound) {}
            }
        }
        underway += peer.output
        peer.output = []
    }
}

// MARK: What both sides do

extension LinkRun {
    /// Has the peer send `bytes` in one record.
    mutating func write(_ bytes: [UInt8]) {
        guard isPeerDone, !hasPeerClosed, !bytes.isEmpty else { return }
        unsafe bytes.prefix(Scratch.recordBytes).withUnsafeBytes { _ = unsafe peer.write($0) }
        talk(after: [])
    }

    mutating func closePeer() {
        guard isPeerDone, !hasPeerClosed else { return }
        hasPeerClosed = true
        peer.close()
        talk(after: [])
    }

    mutating func beginCall(_ opened: (UInt32) -> Void) throws(BrokenPromise) {
        guard case .client(let connection, _, let state) = tried, isOpen, connection.hasFreeStream,
            calls.count < 16
        else { return }
        let call = ClientCall(
            loop: loop, path: "/tidemark.fuzz.v1.Fuzz/Call", request: [1, 2, 3],
            options: CallOptions(), isUnary: calls.count % 2 == 0, limits: FuzzServer.limits,
            client: state)
        calls.append(call)
        loop.enter { _ = connection.begin(call) }
        if let id = call.stream?.id { opened(UInt32(bitPattern: id)) }
        try collect()
    }

    mutating func setWritable(_ isWritable: Bool) throws(BrokenPromise) {
        channel.isWritable = isWritable
        channel.pipeline.fireChannelWritabilityChanged()
        try collect()
    }

    mutating func advance(milliseconds: Int64) throws(BrokenPromise) {
        eventLoop.advanceTime(by: .milliseconds(milliseconds))
        try collect()
    }

    mutating func peerLeaves() throws(BrokenPromise) {
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        try collect()
    }

    mutating func breakSocket() throws(BrokenPromise) {
        channel.pipeline.fireErrorCaught(ChannelError.ioOnClosedChannel)
        try collect()
    }

    mutating func loseSocket() throws(BrokenPromise) {
        channel.close(promise: nil)
        try collect()
    }

    /// Ends the connection; afterwards nothing of it may be left.
    mutating func end() throws(BrokenPromise) {
        channel.close(promise: nil)
        for _ in 0..<8 { eventLoop.run() }
        FuzzServer.gate.releaseAll()
        eventLoop.run()
        try BrokenPromise.check(!isOpen, "the connection outlives its socket")
        for call in calls { try BrokenPromise.check(call.isOver, "a call outlives its connection") }
        if case .client(_, let balancer, _) = tried { loop.enter { balancer.close() } }
        if case .server(_, let state) = tried {
            try BrokenPromise.check(state.connections.isEmpty, "the server has the connection")
            try BrokenPromise.check(
                state.runningHandlers == 0, "\(state.runningHandlers) handlers run on")
        }
        try eventLoop.end(loop)
    }
}
