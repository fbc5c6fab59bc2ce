import ArgumentParser
import Transport

/// Runs interoperability cases as a client, and says of each what went wrong.
struct InteropCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interop",
        abstract: "Call another's grpc.testing.TestService; says of each case what went wrong.")

    @Option(help: "The server's port on this machine.") var port: Int
    @Option(name: .customLong("case"), help: "A case to run; all if none is named.")
    var wanted: [String] = []
    @Flag(help: "Send plain what a case wants compressed: it must fail.")
    var neverCompress = false
    @OptionGroup var credentials: CredentialOptions

    func run() async throws {
        let loops = Loops(threads: 1)
        let client = try Client(
            host: "127.0.0.1", port: port, serverName: "localhost",
            credentials: credentials.credentials, loops: loops)
        let cases = InteropCases(client: client, neverCompresses: neverCompress)
        let all = cases.all + cases.streams + cases.compression
        for (name, body) in all where wanted.isEmpty || wanted.contains(name) {
            var wrong = ""
            do {
                try await body()
            } catch {
                wrong = "\(error)".map { $0 == "\"" || $0 == "\\" ? "'" : "\($0)" }.joined()
            }
            StandardOutput.say("{\"case\":\"\(name)\",\"wrong\":\"\(wrong)\"}")
        }
        await client.close()
        await loops.shutdown()
    }
}
