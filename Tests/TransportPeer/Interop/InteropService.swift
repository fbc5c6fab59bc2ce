import Transport
import Wire

/// `grpc.testing.TestService`, which others' conformance clients call.
///
/// Unknown fields are passed over: the clients may be newer than our part of the schema.
enum InteropService {
    static func register(in router: inout Router) {
        router.immediate(
            InteropMethods.emptyCall, unknown: .skip, access: .authorizedOrAnonymous
        ) { call, _ in
            echoMetadata(of: call)
            return InteropEmpty()
        }
        for method in [InteropMethods.unaryCall, InteropMethods.cacheableUnaryCall] {
            router.unary(
                method, unknown: .skip, access: .authorizedOrAnonymous
            ) { call, request in try answer(request, call) }
        }
        router.serverStreaming(
            InteropMethods.streamingOutputCall, unknown: .skip, access: .authorizedOrAnonymous
        ) { call, request, responses in
            begin(call)
            try await answer(request, responses)
        }
        registerStreams(in: &router)
    }

    private static func registerStreams(in router: inout Router) {
        router.bidirectional(
            InteropMethods.streamingInputCall, unknown: .skip, access: .authorizedOrAnonymous
        ) { call, requests, responses in
            begin(call)
            var bytes = 0
            while let request = try await requests.next() {
                try check(request.expectCompressed, call)
                bytes += request.payload?.body.count ?? 0
            }
            var total = StreamingInputResponse()
            total.aggregatedPayloadSize = Int32(clamping: bytes)
            try await responses.send(total)
        }
        router.bidirectional(
            InteropMethods.fullDuplexCall, unknown: .skip, access: .authorizedOrAnonymous
        ) { call, requests, responses in
            begin(call)
            while let request = try await requests.next() {
                try await answer(request, responses)
            }
        }
        router.bidirectional(
            InteropMethods.halfDuplexCall, unknown: .skip, access: .authorizedOrAnonymous
        ) { call, requests, responses in
            begin(call)
            var kept: [StreamingOutputRequest] = []
            while let request = try await requests.next() { kept.append(request) }
            for request in kept { try await answer(request, responses) }
        }
    }

    private static func answer(
        _ request: SimpleRequest, _ call: Call
    ) throws(RPCError) -> SimpleResponse {
        echoMetadata(of: call)
        try check(request.expectCompressed, call)
        try refuse(as: request.responseStatus)
        switch request.responseCompressed?.value {
        case true: call.compression = .always
        case false: call.compression = .never
        case nil: call.compression = .automatic
        }
        var response = SimpleResponse()
        response.payload = try payload(bytes: request.responseSize)
        return response
    }

    private static func answer(
        _ request: StreamingOutputRequest, _ responses: ResponseStream<StreamingOutputResponse>
    ) async throws {
        for wanted in request.responseParameters {
            if wanted.intervalMicroseconds > 0 {
                try await Task.sleep(for: .microseconds(Int64(wanted.intervalMicroseconds)))
            }
            var response = StreamingOutputResponse()
            response.payload = try payload(bytes: wanted.size)
            try await responses.send(response, isCompressed: wanted.compressed?.value ?? false)
        }
        try refuse(as: request.responseStatus)
    }

    /// Each message of a stream says for itself whether it is compressed, so gzip is announced.
    private static func begin(_ call: Call) {
        echoMetadata(of: call)
        call.compression = .always
    }

    private static func echoMetadata(of call: Call) {
        if let value = call.metadata["x-grpc-test-echo-initial"] {
            call.setHeader("x-grpc-test-echo-initial", value)
        }
        if let bytes = call.metadata.binary("x-grpc-test-echo-trailing-bin") {
            call.setTrailer("x-grpc-test-echo-trailing-bin", bytes: bytes)
        }
    }

    private static func check(_ expected: InteropBool?, _ call: Call) throws(RPCError) {
        guard let expected, expected.value != call.lastRequestWasCompressed else { return }
        throw RPCError(
            .invalidArgument,
            "the request says expect_compressed \(expected.value), but that is not how it came",
            reason: "compression_unexpected")
    }

    private static func refuse(as status: EchoStatus?) throws(RPCError) {
        guard let status, status.code != 0 else { return }
        throw RPCError(StatusCode(rawValue: Int(status.code)) ?? .unknown, status.message)
    }

    private static func payload(bytes: Int32) throws(RPCError) -> Payload {
        guard bytes >= 0, Int(bytes) <= TransportLimits().messageBytesMax else {
            throw RPCError(
                .invalidArgument, "a payload of \(bytes) bytes cannot be answered",
                reason: "size_out_of_range")
        }
        var payload = Payload()
        payload.body = [UInt8](repeating: 0, count: Int(bytes))
        return payload
    }
}
