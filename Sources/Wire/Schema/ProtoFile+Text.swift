extension ProtoFile {
    /// The file's text in protobuf's language, without comments.
    package var text: String {
        var lines = ["syntax = \"proto3\";", "", "package \(package);"]
        if !imports.isEmpty { lines.append("") }
        lines += imports.map { "import \"\($0)\";" }
        for element in elements {
            lines.append("")
            switch element {
            case .message(let type): lines += message(type)
            case .enumeration(let type): lines += enumeration(type)
            case .service(let service): lines += text(of: service)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func message(_ type: any Message.Type) -> [String] {
        let fields = Self.fields(of: type)
        guard !fields.isEmpty else { return ["message \(local(type.protoName)) {}"] }
        var lines = ["message \(local(type.protoName)) {"]
        var open: String?
        for field in fields {
            if field.oneof != open {
                if open != nil { lines.append("  }") }
                if let oneof = field.oneof { lines.append("  oneof \(oneof) {") }
                open = field.oneof
            }
            let indent = open == nil ? "  " : "    "
            lines.append("\(indent)\(typeText(field)) \(field.name) = \(field.number);")
        }
        if open != nil { lines.append("  }") }
        return lines + ["}"]
    }

    private func enumeration(_ type: any MessageEnum.Type) -> [String] {
        ["enum \(local(type.protoName)) {"]
            + Self.values(of: type).map { "  \($0.name) = \($0.number);" } + ["}"]
    }

    private func text(of service: ServiceSchema) -> [String] {
        let name = local(service.name)
        return ["service \(name) {"]
            + service.methods.map { method in
                let input = (method.isClientStreaming ? "stream " : "") + local(method.input)
                let output = (method.isServerStreaming ? "stream " : "") + local(method.output)
                return "  rpc \(method.name)(\(input)) returns (\(output));"
            } + ["}"]
    }

    private func typeText(_ field: FieldSchema) -> String {
        let name =
            switch field.kind {
            case .bool: "bool"
            case .int32: "int32"
            case .int64: "int64"
            case .uint32: "uint32"
            case .uint64: "uint64"
            case .string: "string"
            case .bytes: "bytes"
            case .enumeration(let full), .message(let full), .map(let full): local(full)
            }
        return field.isRepeated ? "repeated \(name)" : name
    }

    /// The name as this file writes it: names of its own package without the package.
    private func local(_ fullName: String) -> String {
        let prefix = package + "."
        return fullName.hasPrefix(prefix) ? String(fullName.dropFirst(prefix.count)) : fullName
    }

    /// Opens the existential: a table is walked with its own type.
    static func fields(of type: any Message.Type) -> [FieldSchema] {
        func walk<M: Message>(_ type: M.Type) -> [FieldSchema] { SchemaWalker.fields(of: type) }
        return walk(type)
    }

    static func values(of type: any MessageEnum.Type) -> [(name: String, number: Int32)] {
        func list<E: MessageEnum>(_ type: E.Type) -> [(name: String, number: Int32)] {
            type.allCases.map { (name: $0.valueName, number: $0.rawValue) }
        }
        return list(type)
    }
}
