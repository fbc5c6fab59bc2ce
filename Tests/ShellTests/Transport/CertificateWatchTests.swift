import Foundation
import Testing
import Wire

@testable import Transport

@Suite("A server's changed certificates")
struct CertificateWatchTests {
    @Test("are shown to new connections, and what cannot be used leaves the old in force")
    func reload() async throws {
        let echo = try await EchoServer.start()
        let gateway = echo.certificates.credentials("gateway/web")
        let old = try RawPeer(port: echo.server.port, credentials: gateway)
        #expect(uris(of: old) == ["spiffe://tidemark/service/order"])

        let names = ["DNS:localhost", "URI:spiffe://tidemark/service/renewed"]
        try echo.certificates.issue("service/order", names: names)
        echo.server.reloadCertificates()
        _ = await echo.log.wait(for: "new certificates are in force")
        let new = try RawPeer(port: echo.server.port, credentials: gateway)
        #expect(uris(of: new) == ["spiffe://tidemark/service/renewed"])

        let paths = echo.certificates.credentials("service/order")
        try "no key".write(toFile: paths.privateKeyPath, atomically: true, encoding: .utf8)
        echo.server.reloadCertificates()
        let line = await echo.log.wait(for: "the old ones stay in force")
        #expect(line.contains(paths.privateKeyPath))
        for peer in [old, new, try RawPeer(port: echo.server.port, credentials: gateway)] {
            let reply = try peer.ask(
                RawPeer.call(EchoMethods.echo.path), data: [EchoMessage(text: "hi").encoded()])
            #expect(RPCError(trailers: reply.trailers) == nil)
        }
        try await echo.stop()
    }

    private func uris(of peer: RawPeer) -> [String] {
        (peer.core.tls.peerURIs() ?? []).map { String(decoding: $0, as: UTF8.self) }
    }
}
