import ArgumentParser
import Logging
import Transport
import UnixSignals

/// Serves the test services until SIGTERM or SIGINT, then drains.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the test services; says the port as JSON.")

    @Option(help: "0 lets the system choose.") var port = 0
    @Option(help: "Event loops.") var threads = 1
    @OptionGroup var credentials: CredentialOptions
    @Option(help: "A limit and its value, such as messageBytesMax=1000; may be repeated.")
    var limit: [LimitArgument] = []
    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = "notice"

    func run() async throws {
        var limits = TransportLimits()
        for change in limit { change.apply(to: &limits) }
        var logger = Logger(label: "transport-peer") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: logLevel) ?? .notice
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let loops = Loops(threads: threads)
        // Everyone may call everything, but is asked for, as in a real service.
        var router = Router { _, _ in nil }
        BenchService.register(in: &router)
        InteropService.register(in: &router)
        let server = try Server(
            configuration: Server.Configuration(
                port: port, credentials: credentials.credentials, limits: limits),
            router: router, loops: loops, logger: logger)
        try await server.start()
        server.setServing(true)
        StandardOutput.say("{\"port\":\(server.port)}")
        for await _ in signals { break }
        await server.drain(withinMilliseconds: 2_000)
        await loops.shutdown()
    }
}

/// `NAME=VALUE` for one of the transport's limits.
struct LimitArgument: ExpressibleByArgument {
    private let name: String
    private let value: Int

    init?(argument: String) {
        let parts = argument.split(separator: "=")
        var limits = TransportLimits()
        guard parts.count == 2, let value = Int(parts[1]) else { return nil }
        name = String(parts[0])
        self.value = value
        guard apply(to: &limits) else { return nil }
    }

    /// False if there is no such limit.
    @discardableResult
    func apply(to limits: inout TransportLimits) -> Bool {
        switch name {
        case "ageGraceMilliseconds": limits.ageGraceMilliseconds = value
        case "ageMaxMilliseconds": limits.ageMaxMilliseconds = value
        case "certificateWatchMilliseconds": limits.certificateWatchMilliseconds = value
        case "connectionsMax": limits.connectionsMax = value
        case "connectionsPerPeerMax": limits.connectionsPerPeerMax = value
        case "flushBytesMax": limits.flushBytesMax = value
        case "handlersMax": limits.handlersMax = value
        case "handlersPerConnectionMax": limits.handlersPerConnectionMax = value
        case "handshakeMilliseconds": limits.handshakeMilliseconds = value
        case "headerBlockMilliseconds": limits.headerBlockMilliseconds = value
        case "headerBytesMax": limits.headerBytesMax = value
        case "idleMaxMilliseconds": limits.idleMaxMilliseconds = value
        case "keepaliveAnswerMilliseconds": limits.keepaliveAnswerMilliseconds = value
        case "messageBytesMax": limits.messageBytesMax = value
        case "pingStrikesMax": limits.pingStrikesMax = value
        case "progressMilliseconds": limits.progressMilliseconds = value
        case "serverKeepaliveMilliseconds": limits.serverKeepaliveMilliseconds = value
        case "settingsMilliseconds": limits.settingsMilliseconds = value
        case "streamsPerConnectionMax": limits.streamsPerConnectionMax = value
        case "unwrittenBytesMax": limits.unwrittenBytesMax = value
        default: return false
        }
        return true
    }
}
