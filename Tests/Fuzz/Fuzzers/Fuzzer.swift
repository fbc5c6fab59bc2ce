/// What is fed with any bytes at all. None may trap, and each has promises of its own to keep.
enum Fuzzer: String, CaseIterable, Sendable {
    /// The protobuf codec.
    case codec
    /// gRPC's five-byte framing.
    case assembler
    /// A server's connection behind TLS: HTTP/2 frames, calls, handlers.
    case session
    /// A client's connection behind TLS: what a hostile server answers to calls of every kind.
    case client
    /// A client over many connections: attempts, pauses and the budget of its calls.
    case attempts
    /// A connection with its TLS, of a server or a client: records before, in and after the
    /// handshake, whole, cut and changed.
    case link
    /// The JSON form of messages.
    case json
    /// The small text forms of header fields and certificates, and what a request's head or an
    /// answer's trailers make of them.
    case text

    /// Throws if a promise is broken. Input that is refused is no failure.
    func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        let input = FuzzInput(bytes)
        switch self {
        case .codec: try CodecFuzzer.run(input)
        case .assembler: try AssemblerFuzzer.run(input)
        case .session: try SessionFuzzer.run(input)
        case .client: try ClientFuzzer.run(input)
        case .attempts: try AttemptFuzzer.run(input)
        case .link: try LinkFuzzer.run(input)
        case .json: try JSONFuzzer.run(input)
        case .text: try TextFuzzer.run(input)
        }
    }
}

/// A promise that some input broke.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    static func check(
        _ holds: Bool, _ promise: @autoclosure () -> String
    ) throws(BrokenPromise) {
        guard holds else { throw BrokenPromise(promise()) }
    }
}
