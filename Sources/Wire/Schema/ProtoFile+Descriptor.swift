extension ProtoFile {
    /// The bytes of the file's google.protobuf.FileDescriptorProto, for reflection: those that
    /// protoc makes, but for `json_name`, which every reader can derive.
    package var descriptor: [UInt8] {
        var file = FileDescriptorProto()
        file.name = name
        file.package = package
        file.dependency = imports
        file.syntax = "proto3"
        for element in elements {
            switch element {
            case .message(let message): file.messageType.append(Self.descriptor(of: message))
            case .enumeration(let enumeration):
                file.enumType.append(Self.descriptor(of: enumeration))
            case .service(let service): file.service.append(Self.descriptor(of: service))
            }
        }
        return file.encoded()
    }

    private static func descriptor(of message: MessageSchema) -> DescriptorProto {
        let oneofs = message.oneofs
        var descriptor = DescriptorProto()
        descriptor.name = last(message.name)
        descriptor.field = message.fields.map { Self.descriptor(of: $0, oneofs: oneofs) }
        descriptor.nestedType = message.entries.map { entry in
            var nested = DescriptorProto.Nested()
            nested.name = last(entry.name)
            nested.field = entry.fields.map { Self.descriptor(of: $0, oneofs: []) }
            nested.options = MessageOptions(mapEntry: true)
            return nested
        }
        descriptor.enumType = message.enumerations.map(Self.descriptor(of:))
        descriptor.oneofDecl = oneofs.map(OneofDescriptorProto.init(name:))
        return descriptor
    }

    private static func descriptor(
        of field: FieldSchema, oneofs: [String]
    ) -> FieldDescriptorProto {
        var descriptor = FieldDescriptorProto()
        descriptor.name = field.name
        descriptor.number = Int32(field.number)
        descriptor.label = field.isRepeated ? .repeated : .optional
        descriptor.oneofIndex = field.oneof.flatMap(oneofs.firstIndex(of:)).map(Int32.init)
        switch field.kind {
        case .bool: descriptor.type = .bool
        case .int32: descriptor.type = .int32
        case .int64: descriptor.type = .int64
        case .uint32: descriptor.type = .uint32
        case .uint64: descriptor.type = .uint64
        case .string: descriptor.type = .string
        case .bytes: descriptor.type = .bytes
        case .enumeration(let name):
            descriptor.type = .enumeration
            descriptor.typeName = ".\(name)"
        case .message(let name):
            descriptor.type = .message
            descriptor.typeName = ".\(name)"
        case .map(let entry):
            descriptor.type = .message
            descriptor.typeName = ".\(entry.name)"
        }
        return descriptor
    }

    private static func descriptor(of enumeration: EnumSchema) -> EnumDescriptorProto {
        EnumDescriptorProto(
            name: last(enumeration.name),
            value: enumeration.values.map { value in
                EnumValueDescriptorProto(name: value.name, number: value.number)
            })
    }

    private static func descriptor(of service: ServiceSchema) -> ServiceDescriptorProto {
        ServiceDescriptorProto(
            name: last(service.name),
            method: service.methods.map { method in
                MethodDescriptorProto(
                    name: method.name, inputType: ".\(method.input)",
                    outputType: ".\(method.output)", clientStreaming: method.isClientStreaming,
                    serverStreaming: method.isServerStreaming)
            })
    }
}
