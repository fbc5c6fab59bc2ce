import Transport
import Wire

// The official cases with streams of requests, and metadata.
extension InteropCases {
    var streams: [(String, @Sendable () async throws -> Void)] {
        [
            ("client_streaming", { try await clientStreaming(isCompressed: false) }),
            ("client_streaming_compressed", { try await clientStreaming(isCompressed: true) }),
            ("ping_pong", pingPong),
            ("empty_stream", emptyStream),
            ("custom_metadata", customMetadata),
            ("cancel_after_begin", cancelAfterBegin),
        ]
    }

    private func clientStreaming(isCompressed: Bool) async throws {
        let call = client.clientStream(
            InteropMethods.streamingInputCall,
            CallOptions(
                timeoutMilliseconds: Self.timeoutMilliseconds, isCompressed: isCompressed))
        for size in [27_182, 8, 1_828, 45_904] {
            var request = StreamingInputRequest()
            request.payload = Payload(body: [UInt8](repeating: 0, count: size))
            try await call.requests.send(request)
        }
        call.requests.finish()
        let sum = try await call.response().aggregatedPayloadSize
        try require(sum == 74_922, "a sum of \(sum)")
    }

    private func pingPong() async throws {
        let call = client.bidirectional(
            InteropMethods.fullDuplexCall,
            CallOptions(timeoutMilliseconds: Self.timeoutMilliseconds))
        var responses = call.responses.makeAsyncIterator()
        for (asked, sent) in [(31_415, 27_182), (9, 8), (2_653, 1_828), (58_979, 45_904)] {
            try await call.requests.send(Self.output(asked, body: sent))
            let got = try await responses.next()?.payload?.body.count
            try require(got == asked, "a response of \(String(describing: got)) bytes")
        }
        call.requests.finish()
        let more = try await responses.next()
        try require(more == nil, "a response too many")
    }

    private func emptyStream() async throws {
        let call = client.bidirectional(
            InteropMethods.fullDuplexCall,
            CallOptions(timeoutMilliseconds: Self.timeoutMilliseconds))
        call.requests.finish()
        var responses = call.responses.makeAsyncIterator()
        let first = try await responses.next()
        try require(first == nil, "a response to nothing")
    }

    private func customMetadata() async throws {
        var metadata = Metadata()
        metadata.add("x-grpc-test-echo-initial", "test_initial_metadata_value")
        metadata.add("x-grpc-test-echo-trailing-bin", bytes: [0xab, 0xab, 0xab])
        let unary = ResponseMetadata()
        var request = SimpleRequest()
        request.responseSize = 314_159
        request.payload = Payload(body: [UInt8](repeating: 0, count: 271_828))
        _ = try await client.call(
            InteropMethods.unaryCall, request,
            CallOptions(
                timeoutMilliseconds: Self.timeoutMilliseconds, metadata: metadata,
                response: unary))
        try requireEcho(unary)
        let duplex = ResponseMetadata()
        let call = client.bidirectional(
            InteropMethods.fullDuplexCall,
            CallOptions(
                timeoutMilliseconds: Self.timeoutMilliseconds, metadata: metadata,
                response: duplex))
        try await call.requests.send(Self.output(314_159, body: 271_828))
        call.requests.finish()
        for try await _ in call.responses {}
        try requireEcho(duplex)
    }

    private func requireEcho(_ response: ResponseMetadata) throws {
        try require(
            response.initial?["x-grpc-test-echo-initial"] == "test_initial_metadata_value",
            "the initial field did not come back")
        try require(
            response.trailing?.binary("x-grpc-test-echo-trailing-bin") == [0xab, 0xab, 0xab],
            "the trailing field did not come back")
    }

    private func cancelAfterBegin() async throws {
        let call = client.clientStream(
            InteropMethods.streamingInputCall,
            CallOptions(timeoutMilliseconds: Self.timeoutMilliseconds))
        call.cancel()
        do {
            _ = try await call.response()
        } catch {
            try require(error.code == .cancelled, "\(error)")
            return
        }
        throw Wrong(description: "the call ended OK")
    }

    private static func output(_ size: Int, body: Int) -> StreamingOutputRequest {
        var request = StreamingOutputRequest()
        request.responseParameters = [
            ResponseParameters(size: Int32(size), intervalMicroseconds: 0)
        ]
        request.payload = Payload(body: [UInt8](repeating: 0, count: body))
        return request
    }
}
