import ArgumentParser
import Glibc
import Journal
import Logging
import Services
import Transport
import UnixSignals

/// One service, in this process.
struct ServeCommand: JSONCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run one service until SIGTERM or Ctrl-C, then drain.",
        discussion: """
            Logs a line per event to standard error. Draining takes less than five
            seconds. Every start re-hashes every entry; the pool keeps snapshots of its
            state as its journals grow, so that a start of the same build folds only what
            comes after them.

            Examples:
              tidemark serve pool --directory run
              tidemark serve order --port 9002 --base-port 7400

            Exit statuses: 0 drained; 64 usage; 74 a journal could not be written; 78
            certificates, port or journals cannot be used.
            """)

    /// MiB; more is never used before the log begins anew.
    private static let logReserveMax = 1_024

    @Argument(help: "catalog, order, pool, referral or audit.") var name: ServiceName
    @OptionGroup var options: InstallationOptions
    @Option(help: "Listen there; the base port and the service's offset if not given.")
    var port: Int?
    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = LogLevelArgument(level: .info)
    @Flag(help: ArgumentHelp("Drain when standard input ends.", visibility: .private))
    var untilInputEnds = false

    @Option(help: ArgumentHelp("How long draining may take.", visibility: .private))
    var drainMilliseconds = 4_000
    @Option(
        help: ArgumentHelp(
            "Entry bytes between checkpoints of the write-ahead log; a test makes them frequent.",
            visibility: .private))
    var checkpointBytes: Int?
    @Option(
        help: ArgumentHelp(
            "Entries of a pool's journal between digests of its state; a test has few.",
            visibility: .private))
    var digestEntries: UInt64 = 100_000
    @Option(
        help: """
            MiB of the write-ahead log that are written at the start, so that a commit need \
            not make it longer; 0 lets it grow.
            """)
    var logReserve = 16
    @Option(
        help: ArgumentHelp(
            "Entries after which a journal's first snapshot is made; a test has few.",
            visibility: .private))
    var snapshotEntries: UInt64?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard digestEntries > 0 else {
            throw ValidationError("--digest-entries is 0; give 1 or more")
        }
        guard (0...Self.logReserveMax).contains(logReserve) else {
            throw ValidationError(
                "--log-reserve \(logReserve) is out of range; give 0 to \(Self.logReserveMax)")
        }
        guard let port, !(0...65_535).contains(port) else { return }
        throw ValidationError("--port \(port) is out of range; give 0 to 65535")
    }

    func run() async throws {
        let logger = Self.logger(name, logLevel.level)
        // Signals are caught from here on, so that one that comes during the start drains too.
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let input = untilInputEnds ? InputEnd.reached() : nil
        let host = ServiceHost(try configuration(Self.environment(logger)), logger: logger)
        let (service, isJSON) = (name.rawValue, output.json)
        do {
            try await host.serve { port in
                guard isJSON else { return }
                Terminal.output.line("{\"service\":\"\(service)\",\"port\":\(port)}")
            } until: {
                await Self.first(of: signals, or: input)
            }
        } catch {
            throw Failure(.configuration, "the \(service) service cannot run: \(error)")
        }
    }

    private func configuration(_ journal: JournalEnvironment) throws(Failure)
        -> ServiceConfiguration
    {
        let installation = options.installation
        let caller = Caller(role: .service, name: name.rawValue)
        let peers = ServiceName.allCases.map { peer in
            (peer, Endpoint(host: installation.host, port: installation.port(of: peer)))
        }
        var configuration = ServiceConfiguration(
            name: name, directory: installation.directory(of: name),
            credentials: try installation.credentials(of: caller),
            listen: Endpoint(host: installation.host, port: port ?? installation.port(of: name)),
            peers: Dictionary(uniqueKeysWithValues: peers), journal: journal)
        configuration.drainMilliseconds = drainMilliseconds
        configuration.journalLimits.logReserveBytes = logReserve << 20
        configuration.stateDigestEntries = digestEntries
        if let snapshotEntries { configuration.journalLimits.snapshotEntries = snapshotEntries }
        if let checkpointBytes { configuration.journalLimits.checkpointBytes = checkpointBytes }
        return configuration
    }

    /// A journal that cannot be written to ends the process at once: what it holds in memory is
    /// ahead of the disk, and the next start recovers from what is there.
    private static func environment(_ logger: Logger) -> JournalEnvironment {
        var environment = JournalEnvironment { error in
            logger.critical("stopping: \(error)")
            _exit(JournalEnvironment.appendFailedExitStatus)
        }
        environment.onNotice = { logger.notice("\($0)") }
        return environment
    }

    private static func logger(_ name: ServiceName, _ level: Logger.Level) -> Logger {
        var logger = Logger(label: name.rawValue) { label in
            StreamLogHandler.standardError(label: label)
        }
        logger.logLevel = level
        return logger
    }

    /// Returns at the first signal, or when standard input has ended.
    private static func first(
        of signals: UnixSignalsSequence, or input: AsyncStream<Never>?
    ) async {
        await withTaskGroup { group in
            group.addTask {
                for await _ in signals { break }
            }
            if let input {
                group.addTask {
                    for await _ in input {}
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}

extension ServiceName: ExpressibleByArgument {}

/// A level of the log on the command line.
struct LogLevelArgument: ExpressibleByArgument, Sendable {
    var level: Logger.Level

    init(level: Logger.Level) { self.level = level }

    init?(argument: String) {
        guard let level = Logger.Level(rawValue: argument) else { return nil }
        self.level = level
    }

    var defaultValueDescription: String { level.rawValue }
}
