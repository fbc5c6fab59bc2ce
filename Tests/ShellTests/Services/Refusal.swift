import Testing
import Transport

enum Refusal {
    /// Expects a call to be refused with this status, reason, and a sentence with `part` in it.
    static func expect(
        _ code: StatusCode, _ reason: String, saying part: String,
        _ location: SourceLocation = #_sourceLocation, _ call: () async throws -> Void
    ) async {
        do {
            try await call()
            Issue.record("not refused", sourceLocation: location)
        } catch let error as RPCError {
            #expect(error.code == code, sourceLocation: location)
            #expect(error.reason == reason, sourceLocation: location)
            #expect(error.message.contains(part), "\(error.message)", sourceLocation: location)
        } catch {
            Issue.record(error, sourceLocation: location)
        }
    }
}
