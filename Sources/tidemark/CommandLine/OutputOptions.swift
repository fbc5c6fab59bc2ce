import ArgumentParser

/// How a command says what it found.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON for scripts: one object, or one per line.")
    var json = false
}

/// A command that can answer in JSON; its failures are then JSON too.
protocol JSONCommand: AsyncParsableCommand {
    var output: OutputOptions { get }
}
