import ArgumentParser

/// How long a command waits for services that are being started again.
struct PatienceOptions: ParsableArguments {
    @Option(name: .customLong("patience"), help: "Seconds to wait for services that are away.")
    var seconds = 60

    func validate() throws {
        guard (0...86_400).contains(seconds) else {
            throw ValidationError("--patience \(seconds): give 0 to 86400 seconds")
        }
    }
}
