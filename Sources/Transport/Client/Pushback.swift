/// What a server says about another attempt: `grpc-retry-pushback-ms`.
enum Pushback: Equatable {
    case stop
    case milliseconds(Int)

    /// Nil if the server says nothing. What is no number of 0 or more means stop.
    init?(_ trailers: Metadata) {
        guard let text = trailers.value("grpc-retry-pushback-ms") else { return nil }
        guard let number = Int32(String(decoding: text, as: UTF8.self)), number >= 0 else {
            self = .stop
            return
        }
        self = .milliseconds(Int(number))
    }
}
