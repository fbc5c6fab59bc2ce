import ArgumentParser
import Services
import Wire

/// A command that asks running services.
protocol ServiceCommand: JSONCommand {
    var client: ClientOptions { get }

    func run(_ services: Connections) async throws
}

extension ServiceCommand {
    func run() async throws {
        let services = try Connections(client.installation, as: client.caller.caller)
        do {
            try await run(services)
        } catch {
            await services.close()
            throw error
        }
        await services.close()
    }

    /// Prints an answer about `platform`: the message itself for scripts, `lines` for people.
    /// Both say so if the platform is a sandbox.
    func show(_ message: some Message, of platform: Platform, lines: () -> [String]) {
        guard !output.json else {
            Terminal.output.line(Sandbox.marked(message.json(), platform))
            return
        }
        Terminal.output.line(Sandbox.heading(platform))
        lines().forEach { Terminal.output.line($0) }
    }
}

extension Connections {
    func platform(_ name: String) async throws(Failure) -> Platform {
        let reply = try await call(
            .pool, PoolMethods.getPlatform, GetPlatformRequest(platform: name))
        return try reply.platform.orMissing("platform")
    }
}

extension Optional where Wrapped: Message {
    /// The message, which a service that keeps the contract always sends.
    func orMissing(_ field: String) throws(Failure) -> Wrapped {
        guard let self else {
            throw Failure(.failed, "the reply lacks \(field); the service is of another version")
        }
        return self
    }
}

/// How an answer says that its money is not real.
enum Sandbox {
    static func heading(_ platform: Platform) -> String {
        platform.sandbox ? "\(platform.platform) · sandbox, no real money" : platform.platform
    }

    /// `json`, an object, with `"sandbox":true` as its first member where that is so.
    static func marked(_ json: String, _ platform: Platform) -> String {
        guard platform.sandbox else { return json }
        let rest = json.dropFirst()
        return rest == "}" ? "{\"sandbox\":true}" : "{\"sandbox\":true,\(rest)"
    }
}
