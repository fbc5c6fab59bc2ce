/// A service, method by method.
package struct ServiceSchema: Sendable {
    /// The full name, such as `tidemark.order.v1.Orders`.
    package var name: String
    package var methods: [MethodSchema]

    package init(_ name: String, _ methods: [MethodSchema]) {
        self.name = name
        self.methods = methods
    }
}

package struct MethodSchema: Sendable {
    package var name: String
    /// The HTTP/2 `:path`.
    package var path: String
    /// Full names of the messages.
    package var input: String
    package var output: String
    package var isClientStreaming: Bool
    package var isServerStreaming: Bool
}

extension Method {
    package var schema: MethodSchema {
        MethodSchema(
            name: name, path: path, input: Request.protoName, output: Response.protoName,
            isClientStreaming: kind == .clientStreaming || kind == .bidirectional,
            isServerStreaming: kind == .serverStreaming || kind == .bidirectional)
    }
}
