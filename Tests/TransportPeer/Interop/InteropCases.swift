import Transport
import Wire

/// The official cases, each against any server of `grpc.testing.TestService`.
struct InteropCases: Sendable {
    struct Wrong: Error, CustomStringConvertible {
        let description: String
    }

    let client: Client
    /// Requests that a case wants compressed are sent plain, which must fail the case.
    var neverCompresses = false

    /// A call that takes longer has failed.
    static let timeoutMilliseconds = 20_000
    private static let specialMessage =
        "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"

    var all: [(String, @Sendable () async throws -> Void)] {
        [
            ("empty_unary", emptyUnary),
            ("large_unary", largeUnary),
            ("server_streaming", serverStreaming),
            ("status_code_and_message", { try await status("test status message") }),
            ("special_status_message", { try await status(Self.specialMessage) }),
            ("unimplemented_method", { try await refused(InteropMethods.unimplementedCall) }),
            ("unimplemented_service", { try await refused(InteropMethods.unimplementedService) }),
            ("cancel_after_first_response", cancelAfterFirstResponse),
            ("timeout_on_sleeping_server", timeoutOnSleepingServer),
            // Once more, now that calls were cancelled on the same connection.
            ("large_unary_again", largeUnary),
        ]
    }

    private func emptyUnary() async throws {
        _ = try await client.call(
            InteropMethods.emptyCall, InteropEmpty(),
            timeoutMilliseconds: Self.timeoutMilliseconds)
    }

    private func largeUnary() async throws {
        var request = SimpleRequest()
        request.responseSize = 314_159
        request.payload = Payload(body: [UInt8](repeating: 0, count: 271_828))
        let response = try await client.call(
            InteropMethods.unaryCall, request, timeoutMilliseconds: Self.timeoutMilliseconds)
        let expected = [UInt8](repeating: 0, count: 314_159)
        try require(response.payload?.body == expected, "another payload than was asked for")
    }

    private func serverStreaming() async throws {
        let sizes: [Int32] = [31_415, 9, 2_653, 58_979]
        var got: [Int32] = []
        for try await response in stream(sizes) {
            got.append(Int32(clamping: response.payload?.body.count ?? 0))
        }
        try require(got == sizes, "responses of \(got) bytes")
    }

    private func status(_ message: String) async throws {
        var request = SimpleRequest()
        request.responseStatus = EchoStatus(code: 2, message: message)
        do {
            _ = try await client.call(
                InteropMethods.unaryCall, request, timeoutMilliseconds: Self.timeoutMilliseconds)
        } catch {
            try require(error.code == .unknown && error.message == message, "\(error)")
            return
        }
        throw Wrong(description: "the call ended OK")
    }

    private func refused(_ method: Method<InteropEmpty, InteropEmpty>) async throws {
        do {
            _ = try await client.call(
                method, InteropEmpty(), timeoutMilliseconds: Self.timeoutMilliseconds)
        } catch {
            try require(error.code == .unimplemented, "\(error)")
            return
        }
        throw Wrong(description: "the call ended OK")
    }

    private func cancelAfterFirstResponse() async throws {
        // Letting go of the sequence cancels the call; the server would go on for a long time.
        var responses = stream([31_415] + [Int32](repeating: 31_415, count: 10_000))
            .makeAsyncIterator()
        let first = try await responses.next()
        try require(first?.payload?.body.count == 31_415, "no first response")
    }

    private func timeoutOnSleepingServer() async throws {
        do {
            for try await _ in stream([1], intervalMicroseconds: 5_000_000, milliseconds: 50) {}
        } catch {
            try require(error.code == .deadlineExceeded, "\(error)")
            return
        }
        throw Wrong(description: "the call ended OK")
    }

    private func stream(
        _ sizes: [Int32], intervalMicroseconds: Int32 = 0,
        milliseconds: Int = InteropCases.timeoutMilliseconds
    ) -> ResponseSequence<StreamingOutputResponse> {
        var request = StreamingOutputRequest()
        request.responseParameters = sizes.map { size in
            ResponseParameters(size: size, intervalMicroseconds: intervalMicroseconds)
        }
        return client.stream(
            InteropMethods.streamingOutputCall, request, timeoutMilliseconds: milliseconds)
    }

    func require(_ holds: Bool, _ otherwise: String) throws {
        guard holds else { throw Wrong(description: otherwise) }
    }
}
