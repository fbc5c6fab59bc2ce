import GRPCCore

/// `tidemark.bench.v1.Echo`, as every peer of the bench serves it.
struct EchoService: RegistrableRPCService {
    func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
        register("EchoNow", with: &router) { message in message }
        register("EchoLater", with: &router) { message in
            await Task.yield()
            return message
        }
        registerStream(with: &router)
    }

    private func register<Transport: ServerTransport>(
        _ method: String, with router: inout RPCRouter<Transport>,
        answer: @escaping @Sendable ([UInt8]) async throws -> [UInt8]
    ) {
        router.registerHandler(
            forMethod: Self.descriptor(method), deserializer: Bytes(), serializer: Bytes()
        ) { request, _ in
            let single = try await ServerRequest(stream: request)
            let message = try await answer(single.message)
            return StreamingServerResponse(single: ServerResponse(message: message))
        }
    }

    private func registerStream<Transport: ServerTransport>(
        with router: inout RPCRouter<Transport>
    ) {
        router.registerHandler(
            forMethod: Self.descriptor("Stream"), deserializer: Bytes(), serializer: Bytes()
        ) { request, _ in
            let order = StreamOrder(try await ServerRequest(stream: request).message)
            let answer = order.answer
            return StreamingServerResponse { writer in
                for _ in 0..<order.count { try await writer.write(answer) }
                return [:]
            }
        }
    }

    private static func descriptor(_ method: String) -> MethodDescriptor {
        MethodDescriptor(fullyQualifiedService: "tidemark.bench.v1.Echo", method: method)
    }
}
