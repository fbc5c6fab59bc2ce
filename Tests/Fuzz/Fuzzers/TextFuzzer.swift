import Wire

@testable import Transport

//  | form: 1 byte | text |

/// The small text forms: what is read is written as text that means the same.
enum TextFuzzer {
    static func run(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        switch input.number(below: 8) {
        case 0: try percent(input.rest())
        case 1: try timeout(input.rest())
        case 2: try binary(input.rest())
        case 3: try identity(input)
        case 4: try metadata(input)
        case 5: try requestHead(input)
        case 6: try trailers(input)
        default: try trace(input.rest())
        }
    }

    private static func percent(_ bytes: [UInt8]) throws(BrokenPromise) {
        for text in [PercentText.decode(bytes), String(decoding: bytes, as: UTF8.self)] {
            let encoded = PercentText.encode(text)
            try BrokenPromise.check(
                encoded.allSatisfy { $0 >= 0x20 && $0 <= 0x7e },
                "percent-encoding leaves what a header field may not hold")
            try BrokenPromise.check(
                PercentText.decode(encoded).utf8.elementsEqual(text.utf8),
                "percent-encoding changes the text")
        }
    }

    private static func timeout(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let nanoseconds = TimeoutText.parse(bytes) else { return }
        let text = TimeoutText.format(nanoseconds: nanoseconds)
        try BrokenPromise.check(
            TimeoutText.parse(text).map { $0 >= nanoseconds } ?? false,
            "\(nanoseconds) ns are written as \(String(decoding: text, as: UTF8.self))")
        try BrokenPromise.check(
            Deadline(after: nanoseconds).remainingMilliseconds >= 0, "a deadline is negative")
    }

    private static func binary(_ bytes: [UInt8]) throws(BrokenPromise) {
        try BrokenPromise.check(
            BinaryField.bytes(BinaryField.text(bytes)) == bytes, "base64 changes the bytes")
        guard let read = BinaryField.bytes(bytes) else { return }
        var canonical = bytes.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        while canonical.last == UInt8(ascii: "=") { canonical.removeLast() }
        try BrokenPromise.check(
            BinaryField.text(read) == canonical, "two base64 texts have one meaning")
    }

    private static func identity(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        var uris: [[UInt8]] = []
        if input.byte() & 1 == 0 {
            uris.append(input.rest())
        } else {
            for _ in 0..<4 where !input.isEmpty { uris.append(input.counted()) }
        }
        guard case .caller(let caller) = PeerIdentity(uris: uris) else { return }
        try BrokenPromise.check(
            uris == [Array("spiffe://tidemark/\(caller)".utf8)],
            "\(caller) is not what the certificate says")
    }

    private static func trace(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let context = TraceContext(traceparent: bytes) else { return }
        try BrokenPromise.check(
            context.traceparent.utf8.elementsEqual("00".utf8.map { $0 } + bytes[2..<55]),
            "a trace is passed on as \(context.traceparent)")
        let child = TraceContext(traceparent: context.child().traceparent.utf8)
        try BrokenPromise.check(
            child?.traceText == context.traceText && child?.spanID != 0, "a child leaves the trace")
    }

    /// Fields as `| name | value |`, each counted; some names are known by their number.
    private static func fields(_ input: inout FuzzInput) -> Metadata {
        var metadata = Metadata()
        for _ in 0..<24 where !input.isEmpty {
            let number = input.number(below: RequestFields.names.count + 1)
            let name =
                number < RequestFields.names.count
                ? Array(RequestFields.names[number].utf8) : input.counted()
            metadata.append(name: name, value: input.counted())
        }
        return metadata
    }

    private static func metadata(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let metadata = fields(&input)
        let fields = metadata.fields
        try BrokenPromise.check(
            fields.isEmpty == metadata.isEmpty && metadata.countedBytes >= 32 * fields.count,
            "fields are lost")
        try known(metadata)
        for field in fields {
            try BrokenPromise.check(metadata[field.name] != nil, "\(field.name) is not found")
            _ = metadata.binary(field.name)
            var copy = Metadata()
            copy.add(field.name, field.value)
            try BrokenPromise.check(
                copy.fields.first?.value.utf8.count == field.value.utf8.count,
                "cleaning changes the length")
        }
    }

    /// Fields that are found by their place are those that a search finds.
    private static func known(_ metadata: Metadata) throws(BrokenPromise) {
        let names: [(KnownField, StaticString)] = [
            (.method, ":method"), (.path, ":path"), (.status, ":status"), (.te, "te"),
            (.contentType, "content-type"), (.timeout, "grpc-timeout"),
            (.encoding, "grpc-encoding"), (.grpcStatus, "grpc-status"),
        ]
        let wanted: StaticString = "application/grpc"
        for (known, name) in names {
            let value = metadata.value(name)
            let begins = value?.starts(with: "application/grpc".utf8) ?? false
            try BrokenPromise.check(
                metadata.value(known) == value && metadata.begins(known, wanted) == begins
                    && metadata.has(known, wanted) == (begins && value?.count == 16),
                "\(name) is found in one way and not in the other")
        }
    }

    private static func requestHead(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let isKnown = input.byte() & 1 == 1
        let metadata = fields(&input)
        let identity =
            isKnown
            ? PeerIdentity.caller(Caller(role: .gateway, name: "web")) : PeerIdentity(uris: nil)
        let head = RequestHead(metadata, identity: identity, server: FuzzServer.state, recent: nil)
        guard case .accepted(let route, let call) = head else { return }
        try BrokenPromise.check(
            metadata.value(":path").map { $0.elementsEqual(route.path.utf8) } ?? false
                && call.path == route.path, "another method is called than the one that was named")
        try BrokenPromise.check(
            isKnown || !route.access.needsCaller, "nobody may call \(route.path)")
    }

    private static func trailers(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let metadata = fields(&input)
        let isOK = metadata.value("grpc-status")?.elementsEqual("0".utf8) ?? false
        let error = RPCError(trailers: metadata)
        try BrokenPromise.check(
            isOK == (error == nil) && error?.code != .ok, "the status is read as another")
        guard let error else { return }
        var list = HeaderList()
        error.addTrailers(to: &list)
        try BrokenPromise.check(list.countedBytes <= 16_384, "an error outgrows the header limit")
    }
}
