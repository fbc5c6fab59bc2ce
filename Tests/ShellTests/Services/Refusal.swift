import Testing
import Transport

enum Refusal {
    /// Expects a call to be refused with this status, reason, and a sentence with `part` in it;
    /// with any sentence if that is empty.
    static func expect(
        _ code: StatusCode, _ reason: String, saying part: String = "",
        _ location: SourceLocation = #_sourceLocation, _ call: () async throws -> Void
    ) async {
        do {
            try await call()
            Issue.record("not refused", sourceLocation: location)
        } catch let error as RPCError {
            #expect(error.code == code, "\(error.message)", sourceLocation: location)
            #expect(error.reason == reason, "\(error.message)", sourceLocation: location)
            let says = part.isEmpty || error.message.contains(part)
            #expect(says, "\(error.message)", sourceLocation: location)
        } catch {
            Issue.record(error, sourceLocation: location)
        }
    }
}
