import ArgumentParser

/// Which platform a command is about.
struct PlatformOptions: ParsableArguments {
    @Option(name: [.long, .customShort("p")], help: "The platform.")
    var platform: String
}
