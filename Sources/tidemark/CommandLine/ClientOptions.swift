import ArgumentParser
import Transport

/// As whom a command calls the services of an installation.
struct ClientOptions: ParsableArguments {
    @OptionGroup var installationOptions: InstallationOptions

    @Option(
        name: .customLong("as"),
        help: "Whose certificate to present, as ROLE/NAME: operator, gateway or auditor.")
    var caller = CallerArgument(caller: Caller(role: .operator, name: "ann"))

    var installation: Installation { installationOptions.installation }
}

/// `operator/ann` on the command line.
struct CallerArgument: ExpressibleByArgument, Sendable {
    var caller: Caller

    init(caller: Caller) { self.caller = caller }

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let role = Role(rawValue: String(parts[0])), !parts[1].isEmpty
        else { return nil }
        caller = Caller(role: role, name: String(parts[1]))
    }

    var defaultValueDescription: String { "\(caller)" }
}
