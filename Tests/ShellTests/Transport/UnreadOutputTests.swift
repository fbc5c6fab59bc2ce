import NIOCore
import Testing
import Wire

@testable import Transport

@Suite("What is written for a peer that does not read")
struct UnreadOutputTests {
    private struct Look: Sendable {
        var isWritable: Bool
        var bytes: Int
    }

    private func look(at connection: ServerConnection) async throws -> Look {
        try await withCheckedThrowingContinuation { continuation in
            connection.loop.execute {
                continuation.resume(
                    with: Result {
                        let options = connection.link.context?.channel.syncOptions
                        return Look(
                            isWritable: connection.link.isWritable,
                            bytes: try options?.getOption(.bufferedWritableBytes) ?? 0)
                    })
            }
        }
    }

    @Test("waits in the process up to one flush and what may wait before it")
    func bound() async throws {
        let echo = try await EchoServer.start()
        var wide = TransportLimits()
        wide.streamWindowBytes = 1 << 30
        wide.connectionWindowBytes = 1 << 30
        let peer = try RawPeer(
            port: echo.server.port, credentials: echo.certificates.credentials("gateway/web"),
            limits: wide)
        let order = EchoMessage(number: 10_000, payload: [UInt8](repeating: 0, count: 16_000))
        _ = try peer.begin(RawPeer.call(EchoMethods.count.path), data: [order.encoded()])
        let connection = try #require(echo.server.state.connections.first)
        while try await look(at: connection).isWritable {}
        // The system may take a little more yet.
        var most = 0
        for _ in 0..<1_000 { most = max(most, try await look(at: connection).bytes) }
        let limits = TransportLimits()
        #expect(most > limits.unwrittenBytesMax)
        #expect(most <= limits.unwrittenBytesMax + 64 * 1024)
        withExtendedLifetime(peer) {}
        try await echo.stop()
    }
}
