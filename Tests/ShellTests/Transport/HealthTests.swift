import Testing
import Wire

@testable import Transport

@Suite("Health", .timeLimit(.minutes(1)))
struct HealthTests {
    @Test("answers for the server, for each service, and not for others")
    func check() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let whole = HealthCheckRequest()
        let one = HealthCheckRequest(service: EchoMethods.service)
        #expect(try await client.call(HealthMethods.check, whole).status == .notServing)
        echo.server.setServing(EchoMethods.service, true)
        #expect(try await client.call(HealthMethods.check, whole).status == .notServing)
        #expect(try await client.call(HealthMethods.check, one).status == .serving)
        let error = await #expect(throws: RPCError.self) {
            try await client.call(HealthMethods.check, HealthCheckRequest(service: "other"))
        }
        #expect(error?.code == .notFound)
        let list = try await client.call(HealthMethods.list, HealthListRequest())
        #expect(list.statuses.map(\.key).contains(EchoMethods.service))
        await client.close()
        try await echo.stop()
    }

    @Test("tells a watcher every change, and lets it go when the server drains")
    func watch() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        var watched = client.stream(
            HealthMethods.watch, HealthCheckRequest(service: EchoMethods.service)
        ).makeAsyncIterator()
        #expect(try await watched.next()?.status == .notServing)
        echo.server.setServing(true)
        #expect(try await watched.next()?.status == .serving)
        var unknown = client.stream(HealthMethods.watch, HealthCheckRequest(service: "other"))
            .makeAsyncIterator()
        #expect(try await unknown.next()?.status == .serviceUnknown)
        async let drained: Void = echo.server.drain(withinMilliseconds: 20_000)
        let error = await #expect(throws: RPCError.self) {
            while try await watched.next() != nil {}
        }
        #expect(error?.code == .unavailable)
        #expect(error?.reason == "draining")
        await drained
        await client.close()
        await echo.loops.shutdown()
        try echo.certificates.remove()
    }
}

@Suite("Reflection", .timeLimit(.minutes(1)))
struct ReflectionTests {
    private let reflection = Reflection(services: ["tidemark.order.v1.Orders"])

    @Test("lists what is served, itself included")
    func list() {
        var request = ServerReflectionRequest()
        request.listServices = "*"
        let names = reflection.answer(request).listServicesResponse?.service.map(\.name)
        #expect(
            names == [
                "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
                "grpc.reflection.v1alpha.ServerReflection", "tidemark.order.v1.Orders",
            ])
    }

    @Test("gives the file of a symbol with all that it imports")
    func symbol() {
        var request = ServerReflectionRequest()
        for symbol in ["tidemark.order.v1.Orders", "tidemark.order.v1.Orders.Place"] {
            request.fileContainingSymbol = symbol
            let files = reflection.answer(request).fileDescriptorResponse?.fileDescriptorProto
            #expect(files?.count == 7)
        }
        request.fileContainingSymbol = "no.such.Symbol"
        #expect(reflection.answer(request).errorResponse?.errorCode == 5)
    }

    @Test("gives a file by its name, and an error for what does not exist")
    func file() {
        var request = ServerReflectionRequest()
        request.fileByFilename = "tidemark/catalog.proto"
        let files = reflection.answer(request).fileDescriptorResponse?.fileDescriptorProto
        #expect(files?.count == 1)
        request.fileByFilename = "nothing.proto"
        #expect(reflection.answer(request).errorResponse?.errorCode == 5)
        #expect(reflection.answer(ServerReflectionRequest()).errorResponse?.errorCode == 5)
    }
}
