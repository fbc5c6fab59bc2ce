import ArgumentParser
import Transport

/// Makes calls of `UnaryCall`, one after the other or at once, and says how each ended.
struct CallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Make unary calls; says the status and the bytes of each as a line of JSON.")

    @Option(help: "The server's port on this machine.") var port: Int
    @Option(help: "Calls made one after the other.") var first = 1
    @Option(help: "Calls made at once after those.") var together = 0
    @Option(help: "Bytes of each answer.") var responseBytes: Int32 = 314_159
    @Option(help: "Bytes of each request.") var requestBytes = 271_828
    @OptionGroup var credentials: CredentialOptions

    func run() async throws {
        let loops = Loops(threads: 1)
        let client = try Client(
            host: "127.0.0.1", port: port, serverName: "localhost",
            credentials: credentials.credentials, loops: loops)
        for _ in 0..<first { StandardOutput.say(await call(client)) }
        await withTaskGroup(of: String.self) { group in
            for _ in 0..<together { group.addTask { await call(client) } }
            for await line in group { StandardOutput.say(line) }
        }
        await client.close()
        await loops.shutdown()
    }

    private func call(_ client: Client) async -> String {
        var request = SimpleRequest()
        request.responseSize = responseBytes
        request.payload = Payload(body: [UInt8](repeating: 0, count: requestBytes))
        do {
            let response = try await client.call(
                InteropMethods.unaryCall, request, timeoutMilliseconds: 10_000)
            return "{\"code\":\"OK\",\"bytes\":\(response.payload?.body.count ?? 0)}"
        } catch {
            return "{\"code\":\"\(error.code)\",\"reason\":\"\(error.reason)\"}"
        }
    }
}
