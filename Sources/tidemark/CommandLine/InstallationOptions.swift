import ArgumentParser

/// Which installation a command is about.
struct InstallationOptions: ParsableArguments {
    /// With the offsets of all services, ports stay below 65,536.
    static let basePorts = 1...65_000

    @Option(help: "Where the installation keeps its journals.")
    var directory = "run"

    @Option(help: "Where the certificates are; DIRECTORY/certificates if not given.")
    var certificates: String?

    @Option(help: "The address that the services listen on.")
    var host = "127.0.0.1"

    @Option(help: "Ports begin after it: catalog 1, order 2, pool 3, referral 4, audit 5.")
    var basePort = 7400

    var installation: Installation {
        Installation(
            directory: directory, certificates: certificates ?? "\(directory)/certificates",
            host: host, basePort: basePort)
    }

    func validate() throws {
        guard Self.basePorts.contains(basePort) else {
            throw ValidationError(
                "--base-port \(basePort) is out of range; give \(Self.basePorts.lowerBound) to "
                    + "\(Self.basePorts.upperBound)")
        }
    }
}
