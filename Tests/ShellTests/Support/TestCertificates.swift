import Foundation

@testable import Transport

/// A certificate authority of a test, and certificates of the roles that the test needs, made by
/// the `openssl` command. Every certificate also carries the DNS name `localhost`.
struct TestCertificates {
    let folder: String

    var caPath: String { "\(folder)/ca.pem" }

    /// Makes an authority in `folder`, which is created, and one certificate for each of `roles`,
    /// written `role/name`, such as `service/order`.
    static func make(in folder: String, roles: [String]) throws -> TestCertificates {
        let made = TestCertificates(folder: folder)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try made.openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test CA",
            "-addext", "basicConstraints=critical,CA:TRUE",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign",
        ])
        for role in roles {
            try made.issue(role, names: ["DNS:localhost", "URI:spiffe://tidemark/\(role)"])
        }
        return made
    }

    /// Makes authority and certificates in a new temporary folder.
    static func make(roles: [String]) throws -> TestCertificates {
        try make(in: "\(NSTemporaryDirectory())tidemark-\(UUID().uuidString)", roles: roles)
    }

    /// Issues one more certificate with exactly the given subject alternative names.
    func issue(_ label: String, names: [String]) throws {
        let file = Self.fileName(label)
        var arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", "\(file).key", "-out", "\(file).pem", "-days", "2",
            "-subj", "/CN=\(file)", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-addext", "basicConstraints=critical,CA:FALSE",
        ]
        if !names.isEmpty {
            arguments += ["-addext", "subjectAltName=\(names.joined(separator: ","))"]
        }
        try openssl(arguments)
    }

    func credentials(_ label: String) -> Credentials {
        let file = Self.fileName(label)
        return Credentials(
            caPath: caPath, certificateChainPath: "\(folder)/\(file).pem",
            privateKeyPath: "\(folder)/\(file).key")
    }

    func remove() throws {
        try FileManager.default.removeItem(atPath: folder)
    }

    private static func fileName(_ label: String) -> String {
        label.replacingOccurrences(of: "/", with: "-")
    }

    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let output = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(
                description: "openssl \(arguments): \(String(decoding: output, as: UTF8.self))")
        }
    }

    struct Failed: Error, CustomStringConvertible {
        var description: String
    }
}
