import Transport
import Wire

/// `tidemark.bench.v1.Echo` of Tests/Bench/Peers/Echo.proto, as the bench's other servers have it.
///
/// The methods are authorized as any other is, but callers need no certificate: h2load has none.
enum BenchService {
    static func register(in router: inout Router) {
        router.immediate(echoNow, access: .authorizedOrAnonymous) { _, request in request }
        // A task for the call, but nothing to wait for: what most handlers that read memory are.
        router.unary(echoAsync, access: .authorizedOrAnonymous) { _, request in request }
        router.unary(echoLater, access: .authorizedOrAnonymous) { _, request in
            // Suspends once: the handler goes to the end of its loop's queue.
            await Task.yield()
            return request
        }
        router.serverStreaming(stream, access: .authorizedOrAnonymous) { _, order, answers in
            var answer = BenchMessage()
            answer.payload = [UInt8](repeating: 0x61, count: Int(order.payloadBytes))
            for _ in 0..<order.count { try await answers.send(answer) }
        }
    }

    private static let echoNow = method("EchoNow")
    private static let echoAsync = method("EchoAsync")
    private static let echoLater = method("EchoLater")
    private static let stream = method("Stream", .serverStreaming)

    private static func method(
        _ name: String, _ kind: Method<BenchMessage, BenchMessage>.Kind = .unary
    ) -> Method<BenchMessage, BenchMessage> {
        Method("tidemark.bench.v1.Echo", name, kind)
    }
}
