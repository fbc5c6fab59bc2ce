/// What a server says about another attempt: `grpc-retry-pushback-ms`.
enum Pushback: Equatable {
    case stop
    case milliseconds(Int)

    /// Nil if the server says nothing. What is no number from 0 to `millisecondsMax` means stop: a
    /// server must not be able to park a call for weeks.
    init?(_ trailers: Metadata, millisecondsMax: Int) {
        guard let text = trailers.value("grpc-retry-pushback-ms") else { return nil }
        guard let number = Int32(String(decoding: text, as: UTF8.self)), number >= 0,
            number <= millisecondsMax
        else {
            self = .stop
            return
        }
        self = .milliseconds(Int(number))
    }
}
