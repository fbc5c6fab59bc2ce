internal import NIOCore

/// What stands behind a link: a server's or a client's connection.
protocol LinkOwner: AnyObject {
    /// The TLS handshake is complete.
    func linkOpened()
    /// Streams were touched.
    func process()
    /// Nothing more will come or go. Made once.
    func linkClosed(_ reason: String)
    /// The socket is closed, so all that was written has left or is lost. The last call.
    func linkGone()
}

/// A connection's place between its socket and its core: moves bytes and decides when to write.
// Reached only on its loop.
final class Link: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        case open
        /// No more will be written; waiting for it to leave and for the peer's end of the socket.
        case lingering
        case closed
    }

    let loop: Loop
    let core: ConnectionCore
    private let limits: TransportLimits
    private var owner: (any LinkOwner)?
    private(set) var context: ChannelHandlerContext?
    private var state = State.open
    private var isOpened = false
    private var isDirty = false
    private var lingerTimer: LoopTimer?
    /// Set when bytes come; whoever watches for silence sets it back.
    var hasReceived = false

    init(loop: Loop, core: ConnectionCore, limits: TransportLimits) {
        self.loop = loop
        self.core = core
        self.limits = limits
    }

    func attach(_ owner: any LinkOwner) { self.owner = owner }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        do {
            try context.channel.syncOptions?.setOption(
                .writeBufferWaterMark,
                value: .init(
                    low: limits.unwrittenBytesMax / 2, high: limits.unwrittenBytesMax))
        } catch {
            end("the socket is closed already: \(error)")
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        loop.enter {
            core.start()
            markDirty()
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        guard state == .open else { return }
        hasReceived = true
        loop.enter(flushing: false) {
            unsafe buffer.withUnsafeReadableBytes { unsafe core.receive($0) }
            if core.state == .open, !isOpened {
                isOpened = true
                owner?.linkOpened()
            }
            owner?.process()
            markDirty()
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        loop.enter {}
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable else { return }
        loop.enter { markDirty() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelEvent, event == .inputClosed else { return }
        loop.enter {
            // A peer that closes its side has left: HTTP/2 has no use for half a connection.
            end("the peer closed the connection")
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        loop.enter { end("the connection was closed") }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        loop.enter { end("the connection broke: \(error)") }
    }

    /// Bytes are read and written.
    var isOpen: Bool { state == .open }

    /// False while the socket holds more than it should for a peer that does not read.
    var isWritable: Bool { context?.channel.isWritable ?? true }

    /// Has this link write when the current batch ends.
    func markDirty() {
        guard !isDirty, state == .open else { return }
        isDirty = true
        loop.markDirty(self)
    }

    /// Writes what the core has, as long as the socket takes it.
    func flush() {
        isDirty = false
        guard state == .open, let context else { return }
        var pulled = 0
        repeat {
            pulled = context.channel.isWritable ? core.pull(bytesMax: limits.flushBytesMax) : 0
            owner?.process()
            write(context)
        } while pulled > 0 && state == .open
        guard state == .open else { return }
        switch core.state {
        case .handshaking: break
        case .open:
            if core.http.isFinished { finish("the connection was ended by GOAWAY") }
        case .ended: finish("the peer ended the connection")
        case .failed(let reason): finish(reason)
        }
    }

    private func write(_ context: ChannelHandlerContext) {
        guard core.hasOutput else { return }
        unsafe core.takeOutput { bytes in
            var buffer = context.channel.allocator.buffer(capacity: bytes.count)
            unsafe buffer.writeBytes(bytes)
            context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        }
    }

    /// Ends the connection in order: close_notify, end of our side once all is flushed, then the
    /// socket when the peer has ended its side, or after a while. Closing a socket with unread
    /// input would make the kernel drop what the peer has not read yet.
    func finish(_ reason: String) {
        guard state == .open, let context else { return }
        state = .lingering
        core.tls.close()
        write(context)
        owner?.linkClosed(reason)
        lingerTimer = loop.schedule(milliseconds: Int64(limits.closeMilliseconds)) { [self] in
            end(reason)
        }
        let outputClosed = context.eventLoop.makePromise(of: Void.self)
        outputClosed.futureResult.whenComplete { [self] _ in linger(reason) }
        context.close(mode: .output, promise: outputClosed)
    }

    private func linger(_ reason: String) {
        guard state == .lingering else { return }
        lingerTimer?.cancel()
        lingerTimer = loop.schedule(milliseconds: Int64(limits.lingerMilliseconds)) { [self] in
            end(reason)
        }
    }

    /// Ends the connection at once.
    func end(_ reason: String) {
        guard state != .closed else { return }
        let wasOpen = state == .open
        state = .closed
        lingerTimer?.cancel()
        let owner = owner
        self.owner = nil
        if wasOpen { owner?.linkClosed(reason) }
        owner?.linkGone()
        context?.close(promise: nil)
    }
}
