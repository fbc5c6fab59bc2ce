import Testing
import Wire

@testable import Transport

@Suite("gzip", .timeLimit(.minutes(1)))
struct CompressionTests {
    @Test("gives back what went in, whatever it is", arguments: 0..<50 as Range<UInt64>)
    func roundTrip(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let codec = GzipCodec()
        for _ in 0..<4 {
            let count = Int.random(in: 0...20_000, using: &random)
            let alphabet = UInt8.random(in: 1...255, using: &random)
            let message = (0..<count).map { _ in UInt8.random(in: 0...alphabet, using: &random) }
            guard let compressed = codec.deflated(message) else {
                #expect(alphabet > 100 || count < 100, "only noise does not get shorter")
                continue
            }
            #expect(compressed.count < message.count)
            #expect(codec.inflated(compressed, bytesMax: count) == .message(message))
        }
    }

    @Test("inflates up to the limit, and not one byte more", arguments: [1, 700, 4_096, 100_000])
    func limit(count: Int) throws {
        let codec = GzipCodec()
        let message = [UInt8](repeating: 7, count: count + 100)
        let compressed = try #require(codec.deflated(message))
        #expect(codec.inflated(compressed, bytesMax: message.count + 1) == .message(message))
        #expect(codec.inflated(compressed, bytesMax: message.count) == .message(message))
        #expect(codec.inflated(compressed, bytesMax: message.count - 1) == .tooLarge)
        #expect(codec.inflated(compressed, bytesMax: 0) == .tooLarge)
    }

    @Test("is refused where it is cut off, changed or followed by something")
    func damage() throws {
        let codec = GzipCodec()
        let message = Array("消费增值 消费增值 消费增值 consumption value-add".utf8)
        let compressed = try #require(codec.deflated(message))
        for count in 0..<compressed.count {
            let cut = Array(compressed[..<count])
            // What is left may end in four bytes that read as a great length.
            let result = codec.inflated(cut, bytesMax: 1_000)
            #expect(result == .malformed || result == .tooLarge)
        }
        #expect(codec.inflated(compressed + [0], bytesMax: 1_000) == .malformed)
        for index in compressed.indices {
            var changed = compressed
            changed[index] ^= 0x10
            // Only what no check sum covers, such as the time in the header, may go unseen.
            let result = codec.inflated(changed, bytesMax: 1_000)
            #expect(result == .malformed || result == .tooLarge || result == .message(message))
        }
        #expect(codec.inflated(compressed, bytesMax: 1_000) == .message(message))
    }

    private struct Row {
        var path = EchoMethods.echo.path
        var bytes = 2_000
        var sends = true
        var accepts: String? = "gzip"
        var comesCompressed: Bool
    }

    @Test("answers compressed only who reads it, and only what gets shorter")
    func responses() async throws {
        let echo = try await EchoServer.start()
        let peer = try RawPeer(
            port: echo.server.port, credentials: echo.certificates.credentials("gateway/web"))
        let codec = GzipCodec()
        let rows = [
            Row(comesCompressed: true),
            Row(accepts: "identity, deflate,gzip", comesCompressed: true),
            Row(accepts: nil, comesCompressed: false),
            Row(accepts: "identity,br", comesCompressed: false),
            Row(bytes: 900, comesCompressed: false),
            Row(sends: false, comesCompressed: false),
            Row(path: EchoMethods.echoGzip.path, comesCompressed: true),
            Row(path: EchoMethods.echoGzip.path, bytes: 900, sends: false, comesCompressed: true),
            Row(path: EchoMethods.echoGzip.path, accepts: nil, comesCompressed: false),
        ]
        for row in rows {
            let payload = [UInt8](repeating: 5, count: row.bytes)
            let request = EchoMessage(payload: payload).encoded()
            var more: [(StaticString, String)] = []
            if row.sends { more.append(("grpc-encoding", "gzip")) }
            if let accepts = row.accepts { more.append(("grpc-accept-encoding", accepts)) }
            let stream = try peer.ask(
                RawPeer.call(row.path, more),
                data: [row.sends ? try #require(codec.deflated(request)) : request],
                isCompressed: row.sends)
            #expect(RPCError(trailers: stream.trailers) == nil)
            let taken = stream.inbound.take()
            let reply = try EchoMessage(decoding: try #require(taken), unknown: .refuse)
            #expect(reply.payload == payload)
            #expect(stream.inbound.lastWasCompressed == row.comesCompressed)
            if row.comesCompressed { #expect(stream.headers["grpc-encoding"] == "gzip") }
            if row.path == EchoMethods.echoGzip.path {
                #expect(reply.number == (row.sends ? 1 : 0))
            }
        }
        try await echo.stop()
    }

    @Test("that holds too much or is none ends its call, and nothing else")
    func refusals() async throws {
        var limits = TransportLimits()
        limits.messageBytesMax = 10_000
        let echo = try await EchoServer.start(limits: limits)
        let peer = try RawPeer(
            port: echo.server.port, credentials: echo.certificates.credentials("gateway/web"))
        let bomb = try #require(GzipCodec().deflated([UInt8](repeating: 0, count: 2_000_000)))
        #expect(bomb.count < 10_000)
        let fields = RawPeer.call(EchoMethods.echo.path, [("grpc-encoding", "gzip")])
        let rows: [(data: [UInt8], code: StatusCode, reason: String)] = [
            (bomb, .resourceExhausted, "message_too_large"),
            ([1, 2, 3], .internal, "gzip_malformed"), ([], .internal, "gzip_malformed"),
        ]
        for row in rows {
            let stream = try peer.ask(fields, data: [row.data], isCompressed: true)
            let error = RPCError(trailers: stream.headers)
            #expect(error?.code == row.code)
            #expect(error?.reason == row.reason)
        }
        let unannounced = try peer.ask(
            RawPeer.call(EchoMethods.echo.path), data: [[1, 2, 3]], isCompressed: true)
        #expect(RPCError(trailers: unannounced.headers)?.reason == "compressed_without_encoding")
        let good = try peer.ask(fields, data: [EchoMessage(text: "still here").encoded()])
        #expect(RPCError(trailers: good.trailers) == nil)
        try await echo.stop()
    }
}
