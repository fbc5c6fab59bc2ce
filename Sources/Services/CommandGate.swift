import Domain
package import Journal
package import Transport
package import Wire

/// The one way from a request to a service's journal and back.
///
/// It checks what every command carries (platform, request id), runs the decision on the
/// journal's writer, and gives the same reply to the same request for ever.
package struct CommandGate<State: JournalState>: Sendable {
    package let service: ServiceName
    package let runner: JournalRunner<State>

    package init(_ service: ServiceName, _ runner: JournalRunner<State>) {
        self.service = service
        self.runner = runner
    }

    /// Runs `decide` once for `request`, durable on return. The same request id with the same
    /// request gives the recorded reply and says so in the trailer `tidemark-replayed: 1`.
    ///
    /// Refused: a platform or request id of the wrong form, INVALID_ARGUMENT; the id of another
    /// request, ALREADY_EXISTS; and what `decide` throws, which must then have changed nothing.
    package func run<Request: Message, Reply: Message>(
        _ call: Call, _ request: Request, on platform: String, id requestID: String,
        decide:
            @escaping @Sendable (inout State, Int64) throws -> ([EntryDraft], Reply)
    ) async throws -> Reply {
        try Self.check(requestID: requestID)
        let header = CommandHeader(
            journal: try journal(platform), caller: "\(call.caller)", method: call.path,
            requestID: requestID, request: request.encoded())
        let outcome = try await translating {
            try await runner.execute(header) { state, now in
                let (entries, reply) = try decide(&state, now)
                return Decision(entries: entries, reply: reply.encoded())
            }
        }
        if outcome.replayed { call.setTrailer("tidemark-replayed", "1") }
        return try Reply(decoding: outcome.reply)
    }

    /// Runs a command of the service itself, which is not remembered by a request id. Durable
    /// on return.
    package func record(
        on journal: JournalName,
        decide: @escaping @Sendable (inout State, Int64) throws -> [EntryDraft]
    ) async throws {
        let header = CommandHeader(
            journal: journal, caller: "service/\(service.rawValue)", method: "", requestID: "",
            request: [])
        _ = try await translating {
            try await runner.execute(header) { state, now in
                Decision(entries: try decide(&state, now), reply: [])
            }
        }
    }

    /// Answers once everything that `body` saw is durable.
    package func read<Result: Sendable>(
        _ platform: String, _ body: @escaping @Sendable (borrowing State) throws -> Result
    ) async throws -> Result {
        let journal = try journal(platform)
        return try await translating { try await runner.read(journal, body) }
    }

    /// The entries about `key`, such as `order:17`, in today's form, oldest first; at
    /// most 1,000, the newest.
    package func entries(_ platform: String, key: String) async throws -> [JournalEntry] {
        let journal = try journal(platform)
        let entries = try await translating { try await runner.entries(journal, key: key) }
        let upcasts = EventUpcasts.of(service)
        return try entries.map { bytes throws in
            try upcasts.today(try JournalEntry(decoding: bytes))
        }.sorted { $0.sequence < $1.sequence }
    }

    package func journal(_ platform: String) throws -> JournalName {
        guard PlatformID(platform) != nil else {
            throw RPCError(
                .invalidArgument,
                "platform \"\(platform.prefix(64))\" is not a platform's name; give 1 to "
                    + "\(PlatformID.bytesMax) of a-z, 0-9 and -",
                reason: "platform_malformed", metadata: ["field": "platform"])
        }
        return JournalName(service: service.rawValue, platform: platform)
    }

    private static func check(requestID: String) throws {
        let bytes = requestID.utf8
        guard (1...64).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw RPCError(
                .invalidArgument,
                "request_id has \(bytes.count) bytes or bytes that do not print; give 1 to 64 "
                    + "printable ASCII bytes without spaces, the same when the call is repeated",
                reason: "request_id_malformed", metadata: ["field": "request_id"])
        }
    }

    func translating<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as JournalError {
            throw RPCError(error)
        }
    }
}
