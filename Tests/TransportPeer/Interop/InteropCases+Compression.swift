import Transport
import Wire

// The official cases that need a server which sees whether a message came compressed. Most gRPC
// libraries inflate inside and do not say.
extension InteropCases {
    var compression: [(String, @Sendable () async throws -> Void)] {
        [
            ("client_compressed_unary", clientCompressedUnary),
            ("client_compressed_streaming", clientCompressedStreaming),
            ("server_compressed_unary", serverCompressedUnary),
            ("server_compressed_streaming", serverCompressedStreaming),
        ]
    }

    private func clientCompressedUnary() async throws {
        // The probe: a server that does not look would let the rest pass unseen.
        try await requireInvalidArgument {
            try await unary(expectCompressed: true, isCompressed: false)
        }
        for isCompressed in [true, false] {
            try await unary(expectCompressed: isCompressed, isCompressed: isCompressed)
        }
    }

    private func unary(expectCompressed: Bool, isCompressed: Bool) async throws {
        var request = SimpleRequest()
        request.expectCompressed = InteropBool(value: expectCompressed)
        request.responseSize = 314_159
        request.payload = Payload(body: [UInt8](repeating: 0, count: 271_828))
        let response = try await client.call(
            InteropMethods.unaryCall, request, options(isCompressed: isCompressed))
        let expected = [UInt8](repeating: 0, count: 314_159)
        try require(response.payload?.body == expected, "another payload than was asked for")
    }

    private func clientCompressedStreaming() async throws {
        let zeros = [UInt8](repeating: 0, count: 27_182)
        try await requireInvalidArgument {
            let call = client.clientStream(
                InteropMethods.streamingInputCall, options(isCompressed: false))
            try await call.requests.send(Self.input(zeros, expectCompressed: true))
            call.requests.finish()
            _ = try await call.response()
        }
        let call = client.clientStream(
            InteropMethods.streamingInputCall, options(isCompressed: true))
        try await call.requests.send(Self.input(zeros, expectCompressed: true))
        // What gzip cannot shorten is sent as it is.
        let noise = (0..<45_904).map { _ in UInt8.random(in: .min ... .max) }
        try await call.requests.send(Self.input(noise, expectCompressed: false))
        call.requests.finish()
        let sum = try await call.response().aggregatedPayloadSize
        try require(sum == 73_086, "a sum of \(sum)")
    }

    private func serverCompressedUnary() async throws {
        for isCompressed in [true, false] {
            var request = SimpleRequest()
            request.responseCompressed = InteropBool(value: isCompressed)
            request.responseSize = 314_159
            let metadata = ResponseMetadata()
            let response = try await client.call(
                InteropMethods.unaryCall, request,
                CallOptions(
                    timeoutMilliseconds: Self.timeoutMilliseconds, response: metadata))
            let expected = [UInt8](repeating: 0, count: 314_159)
            try require(response.payload?.body == expected, "another payload than was asked for")
            try require(
                (metadata.initial?["grpc-encoding"] == "gzip") == isCompressed,
                "grpc-encoding does not say what was asked for")
        }
    }

    private func serverCompressedStreaming() async throws {
        var request = StreamingOutputRequest()
        request.responseParameters = [(31_415, true), (92_653, false)].map { size, isCompressed in
            var wanted = ResponseParameters(size: Int32(size), intervalMicroseconds: 0)
            wanted.compressed = InteropBool(value: isCompressed)
            return wanted
        }
        let metadata = ResponseMetadata()
        var got: [[UInt8]] = []
        let responses = client.stream(
            InteropMethods.streamingOutputCall, request,
            CallOptions(timeoutMilliseconds: Self.timeoutMilliseconds, response: metadata))
        for try await response in responses { got.append(response.payload?.body ?? []) }
        let expected = [31_415, 92_653].map { [UInt8](repeating: 0, count: $0) }
        try require(got == expected, "responses of \(got.map(\.count)) bytes")
        try require(
            metadata.initial?["grpc-encoding"] == "gzip", "grpc-encoding does not say gzip")
    }

    private func requireInvalidArgument(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as RPCError {
            try require(error.code == .invalidArgument, "the probe: \(error)")
            return
        }
        throw Wrong(description: "the server does not see whether a request is compressed")
    }

    private static func input(_ body: [UInt8], expectCompressed: Bool) -> StreamingInputRequest {
        var request = StreamingInputRequest()
        request.payload = Payload(body: body)
        request.expectCompressed = InteropBool(value: expectCompressed)
        return request
    }

    private func options(isCompressed: Bool) -> CallOptions {
        CallOptions(
            timeoutMilliseconds: Self.timeoutMilliseconds,
            isCompressed: isCompressed && !neverCompresses)
    }
}
