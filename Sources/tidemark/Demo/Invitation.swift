import Services

/// How anyone talks to the running services: lines that work as they are printed.
enum Invitation {
    static func lines(_ installation: Installation) -> [String] {
        let certificates = installation.certificates
        let python = "\(installation.directory)/python"
        let pool = "\(installation.serverName):\(installation.port(of: .pool))"
        return [
            "Ask the pool with grpcurl (reflection is on, no files are needed):", "",
            "grpcurl -cacert \(certificates)/ca.pem -cert \(certificates)/operator-ann.pem \\",
            "  -key \(certificates)/operator-ann.key -d '{\"platform\": \"cdnow\"}' \\",
            "  \(pool) tidemark.pool.v1.Pool/GetPool", "",
            "Or with Python:", "",
            "python3 -m venv \(python) && \(python)/bin/pip install -q grpcio grpcio-tools",
            "PYTHONPATH=Protos \(python)/bin/python - <<'END'",
            "import grpc",
            "pool, rpc = grpc.protos_and_services(\"tidemark/pool.proto\")",
            "read = lambda name: open(f\"\(certificates)/{name}\", \"rb\").read()",
            "files = \"ca.pem\", \"operator-ann.key\", \"operator-ann.pem\"",
            "credentials = grpc.ssl_channel_credentials(*map(read, files))",
            "with grpc.secure_channel(\"\(pool)\", credentials) as channel:",
            "    print(rpc.PoolStub(channel).GetPool(pool.GetPoolRequest(platform=\"cdnow\")))",
            "END", "",
            "Or with this program:", "",
            "\(Invitation.program) pool position 1 -p demo\(options(installation))",
            "\(Invitation.program) audit explain 1 -p demo\(options(installation))",
            "\(Invitation.program) audit verify\(options(installation))",
        ]
    }

    /// As it was called.
    private static var program: String { CommandLine.arguments.first ?? "tidemark" }

    /// What differs from the defaults.
    private static func options(_ installation: Installation) -> String {
        var options = ""
        if installation.directory != "run" { options += " --directory \(installation.directory)" }
        if installation.certificates != "\(installation.directory)/certificates" {
            options += " --certificates \(installation.certificates)"
        }
        if installation.basePort != 7400 { options += " --base-port \(installation.basePort)" }
        if installation.host != "127.0.0.1" { options += " --host \(installation.host)" }
        return options
    }
}
