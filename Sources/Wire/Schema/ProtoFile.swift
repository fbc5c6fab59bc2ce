/// One `.proto` file: its elements in the file's order.
package struct ProtoFile: Sendable {
    package enum Element: Sendable {
        case message(MessageSchema)
        case enumeration(EnumSchema)
        case service(ServiceSchema)
    }

    /// The name by which files import it, such as `tidemark/order.proto`.
    package var name: String
    package var package: String
    package var imports: [String] = []
    package var elements: [Element]

    package var messages: [MessageSchema] {
        elements.compactMap { element in
            if case .message(let message) = element { message } else { nil }
        }
    }

    package var services: [ServiceSchema] {
        elements.compactMap { element in
            if case .service(let service) = element { service } else { nil }
        }
    }

    /// Full names of the messages, enumerations, services and methods that the file declares.
    package var symbols: [String] {
        elements.flatMap { element in
            switch element {
            case .message(let message):
                [message.name] + message.entries.map(\.name) + message.enumerations.map(\.name)
            case .enumeration(let enumeration): [enumeration.name]
            case .service(let service):
                [service.name] + service.methods.map { "\(service.name).\($0.name)" }
            }
        }
    }

    /// The name as this file writes it: names of its own package without the package.
    func local(_ fullName: String) -> String {
        let prefix = package + "."
        return fullName.hasPrefix(prefix) ? String(fullName.dropFirst(prefix.count)) : fullName
    }
}

extension ProtoFile.Element {
    static func message<M: Message>(of type: M.Type, enumerations: [EnumSchema] = []) -> Self {
        .message(MessageSchema(type, enumerations: enumerations))
    }

    static func enumeration<E: MessageEnum>(of type: E.Type) -> Self {
        .enumeration(EnumSchema(type))
    }
}
