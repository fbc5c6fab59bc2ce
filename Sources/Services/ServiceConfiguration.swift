package import Journal
package import Transport

/// Where a service listens.
package struct Endpoint: Sendable, Hashable {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

/// What a service needs to know to run. Read once, in the tool, and passed down.
package struct ServiceConfiguration: Sendable {
    package var name: ServiceName
    /// The service's own folder: its journals and keys.
    package var directory: String
    package var credentials: Credentials
    /// Port 0 takes a free one.
    package var listen: Endpoint
    /// Where the others are.
    package var peers: [ServiceName: Endpoint]
    /// The DNS name in the certificates of all services.
    package var serverName = "localhost"
    package var limits = TransportLimits()
    package var journalLimits = JournalLimits()
    package var journal: JournalEnvironment
    /// Entries of a pool's journal after which the digest of its state is recorded.
    package var stateDigestEntries: UInt64 = 100_000
    /// How long a drain may take in all, in milliseconds.
    package var drainMilliseconds = 4_000
    /// Counts the service's calls to the others.
    let clientMetrics = ClientMetrics()

    package init(
        name: ServiceName, directory: String, credentials: Credentials, listen: Endpoint,
        peers: [ServiceName: Endpoint], journal: JournalEnvironment
    ) {
        self.name = name
        self.directory = directory
        self.credentials = credentials
        self.listen = listen
        self.peers = peers
        self.journal = journal
    }
}
