/// Header fields that requests and answers of gRPC know.
enum RequestFields {
    static let names = [
        ":method", ":scheme", ":path", ":authority", "te", "content-type", "grpc-timeout",
        "grpc-encoding", "grpc-accept-encoding", "grpc-status", "grpc-message",
        "grpc-status-details-bin", "content-length", "user-agent", "x-text", "x-bytes-bin",
        "traceparent", "connection", "host", "authorization", "cookie", "tracestate",
        "grpc-previous-rpc-attempts", "expect",
    ]

    /// What every request has, in order; the path is chosen apart.
    static func standard(path: String) -> [(name: String, value: String)] {
        [
            (":method", "POST"), (":scheme", "https"), (":path", path), (":authority", "a"),
            ("te", "trailers"), ("content-type", "application/grpc"),
        ]
    }

    /// What every response has, in order, and what ends it.
    static let response = [(":status", "200"), ("content-type", "application/grpc")]
    static let answerNames = [
        "grpc-status", "grpc-message", "grpc-encoding", ":status", "content-type",
        "grpc-retry-pushback-ms", "grpc-status-details-bin", "content-length", "x-bytes-bin",
        "x-text", "trailer", "connection",
    ]
    static let answerValues = [
        "0", "13", "gzip", "200", "application/grpc", "-1", "AAEC", "16", "17", "%41%", "identity",
        "503", "100", "404", "text/html", "",
    ]

    static let values = [
        "", "0", "1S", "1n", "99999999H", "5m", "identity", "gzip", "deflate", "trailers", "POST",
        "GET", "https", "a", "application/grpc", "application/grpc+proto", "application/json",
        "AAEC", "100", "close", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    ]
}
