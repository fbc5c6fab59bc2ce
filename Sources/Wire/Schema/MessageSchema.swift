/// A message as its table walks it.
package struct MessageSchema: Sendable {
    /// The full name.
    package var name: String
    /// What has the table.
    package var type: any Message.Type
    package var fields: [FieldSchema]
    /// The enumerations declared within the message.
    package var enumerations: [EnumSchema]

    package init<M: Message>(_ type: M.Type, enumerations: [EnumSchema] = []) {
        name = M.protoName
        self.type = type
        fields = SchemaWalker.fields(of: type)
        self.enumerations = enumerations
    }

    /// The messages of the map fields' entries, which the file declares without a word.
    var entries: [MessageSchema] {
        fields.compactMap { field in
            if case .map(let entry) = field.kind { entry } else { nil }
        }
    }

    /// The names of the oneofs, in the order in which the fields name them.
    var oneofs: [String] {
        fields.reduce(into: []) { names, field in
            if let name = field.oneof, !names.contains(name) { names.append(name) }
        }
    }
}

/// An enumeration, value by value.
package struct EnumSchema: Sendable {
    package struct Value: Sendable {
        package var name: String
        package var number: Int32
    }

    /// The full name.
    package var name: String
    package var values: [Value]

    package init<E: MessageEnum>(_ type: E.Type) {
        name = E.protoName
        values = E.allCases.map { Value(name: $0.valueName, number: $0.rawValue) }
    }
}
