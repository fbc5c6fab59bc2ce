import Testing
import Wire

@testable import Transport

@Suite("A request that is not as gRPC wants it", .timeLimit(.minutes(1)))
struct RequestHeadTests {
    private struct Row {
        var changed: [(StaticString, String)]
        var messages: [[UInt8]] = [[]]
        var http = "200"
        var code: StatusCode?
        var reason = ""
    }

    private static let rows: [Row] = [
        Row(changed: [], code: nil),
        Row(changed: [(":method", "GET")], http: "405"),
        Row(changed: [("content-type", "text/html")], http: "415"),
        Row(changed: [("content-type", "application/grpc-web")], http: "415"),
        Row(changed: [("content-type", "application/grpc+proto")], code: nil),
        Row(changed: [("te", "")], code: .internal, reason: "te_missing"),
        Row(changed: [("grpc-timeout", "1s")], code: .invalidArgument, reason: "timeout_malformed"),
        Row(
            changed: [("grpc-timeout", "0n")], code: .deadlineExceeded,
            reason: "deadline_exceeded"),
        Row(
            changed: [("grpc-encoding", "snappy")], code: .unimplemented,
            reason: "encoding_unknown"),
        Row(changed: [("grpc-encoding", "gzip")], code: nil),
        Row(changed: [("grpc-encoding", "identity")], code: nil),
        Row(changed: [], messages: [], code: .internal, reason: "one_message_expected"),
        Row(changed: [], messages: [[], []], code: .internal, reason: "one_message_expected"),
        Row(changed: [(":path", "/")], code: .unimplemented, reason: "service_unknown"),
    ]

    @Test("is refused with the status that says what is wrong")
    func refusals() async throws {
        let echo = try await EchoServer.start()
        let peer = try RawPeer(
            port: echo.server.port, credentials: echo.certificates.credentials("gateway/web"))
        for row in Self.rows {
            var fields: [(StaticString, String)] = [
                (":method", "POST"), (":scheme", "https"), (":path", EchoMethods.echo.path),
                (":authority", "localhost"), ("te", "trailers"),
                ("content-type", "application/grpc"),
            ]
            for (name, value) in row.changed {
                fields.removeAll { $0.0.description == name.description }
                // An empty value stands for leaving the field out.
                guard !value.isEmpty else { continue }
                let isPseudo = name.description.hasPrefix(":")
                fields.insert((name, value), at: isPseudo ? 0 : fields.count)
            }
            let stream = try peer.ask(fields, data: row.messages)
            let status = stream.headers.value(.status).map { String(decoding: $0, as: UTF8.self) }
            #expect(status == row.http)
            guard row.http == "200" else { continue }
            let isOnly = stream.headers.value(.grpcStatus) != nil
            let error = RPCError(trailers: isOnly ? stream.headers : stream.trailers)
            #expect(error?.code == row.code)
            #expect((error?.reason ?? "") == row.reason)
            #expect(isOnly == (row.code != nil), "an error alone is one header block")
            if row.reason == "encoding_unknown" {
                #expect(stream.headers["grpc-accept-encoding"] == "identity,gzip")
            }
        }
        try await echo.stop()
    }
}
