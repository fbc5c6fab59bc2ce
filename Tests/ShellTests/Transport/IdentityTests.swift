import Foundation
import Testing
import Wire

@testable import Transport

@Suite("Who a connection is", .timeLimit(.minutes(1)))
struct IdentityTests {
    @Test(
        "follows from exactly one URI of the certificate",
        arguments: [
            (["spiffe://tidemark/service/order"], "service/order"),
            (["spiffe://tidemark/custodian/a-b_c.d9"], "custodian/a-b_c.d9"),
            ([], "identity_not_single"),
            (
                ["spiffe://tidemark/service/a", "spiffe://tidemark/service/b"],
                "identity_not_single"
            ),
            (["spiffe://tidemark/admin/root"], "role_unknown"),
            (["spiffe://tidemark/service"], "identity_malformed"),
            (["spiffe://tidemark/service/"], "identity_malformed"),
            (["spiffe://tidemark/service/a/b"], "identity_malformed"),
            (["spiffe://tidemark/service/A"], "identity_malformed"),
            (["spiffe://elsewhere/service/a"], "identity_malformed"),
            (
                ["spiffe://tidemark/service/" + String(repeating: "x", count: 64)],
                "service/" + String(repeating: "x", count: 64)
            ),
            (
                ["spiffe://tidemark/service/" + String(repeating: "x", count: 65)],
                "identity_malformed"
            ),
        ] as [([String], String)])
    func parsing(uris: [String], expected: String) {
        switch PeerIdentity(uris: uris.map { Array($0.utf8) }) {
        case .caller(let caller): #expect(caller.description == expected)
        case .unknown(let reason, let message):
            #expect(reason == expected)
            #expect(!message.isEmpty)
        }
    }

    @Test("is nobody without a certificate: only health's Check answers")
    func anonymous() async throws {
        let echo = try await EchoServer.start()
        echo.server.setServing(true)
        let client = try Client(
            host: "127.0.0.1", port: echo.server.port, serverName: "localhost",
            credentials: .anonymous(caPath: echo.certificates.caPath), loops: echo.loops)
        let health = try await client.call(HealthMethods.check, HealthCheckRequest())
        #expect(health.status == .serving)
        let paths = [
            EchoMethods.echo.path, EchoMethods.unserved.path, HealthMethods.list.path,
            HealthMethods.watch.path,
        ]
        for path in paths {
            let error = await #expect(throws: RPCError.self) {
                try await client.unary(path, [])
            }
            #expect(error?.code == .unauthenticated)
            #expect(error?.reason == "certificate_required")
        }
        await client.close()
        try await echo.stop()
    }

    @Test("is told when the certificate's role is unknown or its names are several")
    func refusedNames() async throws {
        let certificates = try TestCertificates.make(roles: EchoServer.roles)
        try certificates.issue("admin", names: ["URI:spiffe://tidemark/admin/root"])
        try certificates.issue(
            "twice",
            names: ["URI:spiffe://tidemark/gateway/a", "URI:spiffe://tidemark/gateway/b"])
        try certificates.issue("none", names: [])
        let echo = try await EchoServer.start(certificates: certificates)
        let rows = [
            ("admin", "role_unknown"), ("twice", "identity_not_single"),
            ("none", "identity_not_single"),
        ]
        for (label, reason) in rows {
            let client = try echo.client(label)
            let error = await #expect(throws: RPCError.self) {
                try await client.call(EchoMethods.echo, EchoMessage())
            }
            #expect(error?.code == .unauthenticated)
            #expect(error?.reason == reason)
            #expect(await echo.log.wait(for: reason).hasPrefix("connection without a caller"))
            await client.close()
        }
        try await echo.stop()
    }

    @Test("from another authority is refused in the handshake, in both directions")
    func otherAuthority() async throws {
        let echo = try await EchoServer.start()
        let other = try TestCertificates.make(roles: ["gateway/web"])
        let stranger = other.credentials("gateway/web")
        let trusting = Credentials(
            caPath: echo.certificates.caPath,
            certificateChainPath: stranger.certificateChainPath,
            privateKeyPath: stranger.privateKeyPath)
        for credentials in [stranger, trusting] {
            let client = try Client(
                host: "127.0.0.1", port: echo.server.port, serverName: "localhost",
                credentials: credentials, loops: echo.loops)
            let error = await #expect(throws: RPCError.self) {
                try await client.call(EchoMethods.echo, EchoMessage())
            }
            #expect(error?.code == .unavailable)
            #expect(error?.wasNeverProcessed == true)
            #expect(error?.message.contains("TLS") == true)
            await client.close()
        }
        // The server refuses the stranger; the other client refuses the server.
        #expect(await echo.log.wait(for: "verify failed").hasPrefix("connection refused"))
        try other.remove()
        try await echo.stop()
    }

    @Test("of a server is checked against the name the client expects")
    func serverName() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client(serverName: "elsewhere")
        let error = await #expect(throws: RPCError.self) {
            try await client.call(EchoMethods.echo, EchoMessage())
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("hostname mismatch") == true)
        await client.close()
        try await echo.stop()
    }

    @Test("needs files that can be read and fit each other")
    func credentials() throws {
        let certificates = try TestCertificates.make(roles: ["service/order", "service/pool"])
        var wrong = certificates.credentials("service/order")
        wrong.privateKeyPath = certificates.credentials("service/pool").privateKeyPath
        let error = #expect(throws: TransportError.self) { _ = try TLSContext(.server, wrong) }
        #expect(error?.code == .credentials)
        #expect(error?.message.contains(wrong.privateKeyPath) == true)
        #expect(throws: TransportError.self) {
            _ = try TLSContext(.server, .anonymous(caPath: certificates.caPath))
        }
        try certificates.remove()
    }
}
