import ArgumentParser

/// A server and a client for trying the transport against others' stacks: conformance, attacks
/// and benchmarks.
@main
struct TransportPeer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transport-peer",
        abstract: "Serve or call test services, to try the transport against other stacks.",
        subcommands: [ServeCommand.self, CallCommand.self, InteropCommand.self])
}
