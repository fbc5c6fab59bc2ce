/// The `.proto` files as the tables have them.
package enum Schema {
    package static let files: [ProtoFile] = [
        .catalog, .referral, .pool, .order, .journal, .audit, .health,
    ]
}

/// One `.proto` file: its elements in the file's order.
package struct ProtoFile: Sendable {
    package enum Element: Sendable {
        /// A map's entry and an enumeration whose full name lies within the message's are nested.
        case message(any Message.Type)
        case enumeration(any MessageEnum.Type)
        case service(ServiceSchema)
    }

    /// The name by which files import it, such as `tidemark/order.proto`.
    package var name: String
    package var package: String
    package var imports: [String] = []
    package var elements: [Element]

    package var services: [ServiceSchema] {
        elements.compactMap { element in
            if case .service(let service) = element { service } else { nil }
        }
    }

    /// Full names of all that the file defines.
    package var symbols: [String] {
        elements.flatMap { element in
            switch element {
            case .message(let type): [type.protoName]
            case .enumeration(let type): [type.protoName]
            case .service(let service):
                [service.name] + service.methods.map { "\(service.name).\($0.name)" }
            }
        }
    }
}

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
