import ArgumentParser

/// The id under which a command is remembered: the same again does nothing twice.
struct RequestOptions: ParsableArguments {
    @Option(help: "1 to 64 printable characters; the same again gives the same reply. Random.")
    var requestID: String?

    /// The one given, or a new one that nobody else will choose.
    var identifier: String {
        requestID ?? "tool/\(String(UInt64.random(in: .min ... .max), radix: 36))"
            + String(UInt64.random(in: .min ... .max), radix: 36)
    }
}
