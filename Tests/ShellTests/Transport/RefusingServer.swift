import NIOCore
import NIOPosix
import Synchronization

@testable import Transport

/// A server that refuses the first so many requests before it looks at them, and answers the
/// others with FAILED_PRECONDITION.
final class RefusingServer: Sendable {
    private let channel: any Channel
    private let requests: Requests

    var port: Int { channel.localAddress?.port ?? 0 }

    /// The values of the header field `note` in the order of the requests.
    var notes: [String] { requests.notes.withLock { $0 } }

    private final class Requests: Sendable {
        let notes = Mutex<[String]>([])
        let refusals: Int

        init(refusals: Int) { self.refusals = refusals }
    }

    init(refusals: Int, credentials: Credentials, loops: Loops) async throws {
        let requests = Requests(refusals: refusals)
        self.requests = requests
        let tls = try TLSContext(.server, credentials)
        channel = try await ServerBootstrap(group: loops.group)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let peer = try Peer(requests, tls, loops.loop(of: channel.eventLoop))
                    try channel.pipeline.syncOperations.addHandler(peer.link)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func stop() async throws { try await channel.close() }

    private final class Peer: LinkOwner {
        let link: Link
        private let requests: Requests
        private var http: HTTP2Session { link.core.http }

        init(_ requests: Requests, _ tls: TLSContext, _ loop: Loop) throws {
            self.requests = requests
            let limits = TransportLimits()
            let core = ConnectionCore(
                tls: try TLSSession(tls, serverName: nil),
                http: try HTTP2Session(.server, limits: limits), scratch: loop.scratch)
            link = Link(loop: loop, core: core, limits: limits)
            link.attach(self)
        }

        func linkOpened() {}
        func linkClosed(_ reason: String) {}
        func linkGone() {}

        func process() {
            http.drainTouched { stream in
                let isNew = stream.signals.contains(.headers)
                stream.signals = []
                if isNew { answer(stream) }
            }
        }

        private func answer(_ stream: HTTP2Stream) {
            let number = requests.notes.withLock { notes in
                notes.append(stream.headers["note"] ?? "none")
                return notes.count
            }
            if number <= requests.refusals {
                http.reset(stream.id, code: 7)  // REFUSED_STREAM
            } else {
                var list = HeaderList()
                list.add(":status", "200")
                list.add("content-type", "application/grpc")
                list.add("grpc-status", "9")
                http.submitOnlyHeaders(stream, list)
            }
            link.markDirty()
        }
    }
}
