extension ProtoFile {
    /// The file's text in protobuf's language, without comments.
    package var text: String {
        var lines = ["syntax = \"proto3\";", "", "package \(package);"]
        if !imports.isEmpty { lines.append("") }
        lines += imports.map { "import \"\($0)\";" }
        for element in elements {
            lines.append("")
            switch element {
            case .message(let message): lines += text(of: message)
            case .enumeration(let enumeration): lines += Self.text(of: enumeration)
            case .service(let service): lines += text(of: service)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func text(of message: MessageSchema) -> [String] {
        let opening = "message \(Self.last(message.name)) {"
        guard !message.fields.isEmpty else { return [opening + "}"] }
        var lines = [opening]
        for enumeration in message.enumerations {
            lines += Self.text(of: enumeration).map { "  \($0)" }
        }
        var open: String?
        for field in message.fields {
            if field.oneof != open {
                if open != nil { lines.append("  }") }
                if let oneof = field.oneof { lines.append("  oneof \(oneof) {") }
                open = field.oneof
            }
            let indent = open == nil ? "  " : "    "
            let type = typeText(of: field, in: message)
            lines.append("\(indent)\(type) \(field.name) = \(field.number);")
        }
        if open != nil { lines.append("  }") }
        return lines + ["}"]
    }

    private static func text(of enumeration: EnumSchema) -> [String] {
        ["enum \(last(enumeration.name)) {"]
            + enumeration.values.map { "  \($0.name) = \($0.number);" } + ["}"]
    }

    private func text(of service: ServiceSchema) -> [String] {
        let methods = service.methods.map { method in
            let input = (method.isClientStreaming ? "stream " : "") + local(method.input)
            let output = (method.isServerStreaming ? "stream " : "") + local(method.output)
            return "  rpc \(method.name)(\(input)) returns (\(output));"
        }
        return ["service \(local(service.name)) {"] + methods + ["}"]
    }

    private func typeText(of field: FieldSchema, in message: MessageSchema) -> String {
        let name = typeName(of: field.kind, in: message)
        if case .map = field.kind { return name }
        return field.isRepeated ? "repeated \(name)" : name
    }

    private func typeName(of kind: FieldSchema.Kind, in message: MessageSchema) -> String {
        switch kind {
        case .bool: "bool"
        case .int32: "int32"
        case .int64: "int64"
        case .uint32: "uint32"
        case .uint64: "uint64"
        case .string: "string"
        case .bytes: "bytes"
        case .enumeration(let full), .message(let full):
            // Within its message, a nested type goes by its own name.
            full.hasPrefix(message.name + ".") ? Self.last(full) : local(full)
        case .map(let entry):
            "map<"
                + entry.fields.map { typeName(of: $0.kind, in: message) }.joined(separator: ", ")
                + ">"
        }
    }

    /// The last part of a full name.
    static func last(_ fullName: String) -> String {
        fullName.split(separator: ".").last.map(String.init) ?? fullName
    }
}
