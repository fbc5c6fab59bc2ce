import GRPCCore
import GRPCNIOTransportHTTP2Posix
import NIOPosix

/// `GRPCSwiftPeer PORT CERTIFICATE KEY` serves until it is killed, on one event loop thread: the
/// bench gives the server one core.
@main
enum Peer {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 4, let port = Int(words[1]) else {
            throw RPCError(code: .invalidArgument, message: "PORT CERTIFICATE KEY are needed")
        }
        let transport = HTTP2ServerTransport.Posix(
            address: .ipv4(host: "127.0.0.1", port: port),
            transportSecurity: .tls(
                certificateChain: [.file(path: words[2], format: .pem)],
                privateKey: .file(path: words[3], format: .pem)
            ) { $0.requireALPN = true },
            config: .defaults { config in
                config.http2.maxConcurrentStreams = 1_000
            },
            eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1))
        try await GRPCServer(transport: transport, services: [EchoService()]).serve()
    }
}
