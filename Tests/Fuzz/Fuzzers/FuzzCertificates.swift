import Foundation

@testable import Transport

/// Both ends of the fuzzed connections' TLS. One certificate is server, client and authority.
enum FuzzCertificates {
    static let serverName = "localhost"
    static let caller = Caller(role: .gateway, name: "web")

    static let contexts: (server: TLSContext, client: TLSContext) = {
        let folder = "\(NSTemporaryDirectory())tidemark-fuzz-\(UUID().uuidString)"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            // They live only while they are read.
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:P-256", "-nodes", "-keyout", "\(folder)/key.pem", "-out",
                "\(folder)/ca.pem", "-days", "2", "-subj", "/CN=fuzz", "-addext",
                "subjectAltName=DNS:\(serverName),URI:spiffe://tidemark/gateway/web",
            ]
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            let credentials = Credentials(
                caPath: "\(folder)/ca.pem", certificateChainPath: "\(folder)/ca.pem",
                privateKeyPath: "\(folder)/key.pem")
            return (try TLSContext(.server, credentials), try TLSContext(.client, credentials))
        } catch {
            preconditionFailure("no certificate for the fuzzed connections: \(error)")
        }
    }()
}
