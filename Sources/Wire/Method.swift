/// One RPC method of a `.proto` file: what the server routes by and the client calls by.
package struct Method<Request: Message, Response: Message>: Sendable {
    package enum Kind: Sendable {
        case unary
        case serverStreaming
        case clientStreaming
        case bidirectional
    }

    /// The full service name, such as `tidemark.order.v1.Orders`.
    package var service: String
    package var name: String
    package var kind: Kind

    package init(_ service: String, _ name: String, _ kind: Kind = .unary) {
        self.service = service
        self.name = name
        self.kind = kind
    }

    /// The HTTP/2 `:path`, such as `/tidemark.order.v1.Orders/Place`.
    package var path: String { "/\(service)/\(name)" }
}
