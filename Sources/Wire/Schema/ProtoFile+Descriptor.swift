extension ProtoFile {
    /// The bytes of the file's google.protobuf.FileDescriptorProto, for reflection.
    package var descriptor: [UInt8] {
        var file = FileDescriptorProto()
        file.name = name
        file.package = package
        file.dependency = imports
        file.syntax = "proto3"
        var nestedMessages: [(parent: String, type: DescriptorProto.Nested)] = []
        var nestedEnums: [(parent: String, type: EnumDescriptorProto)] = []
        for element in elements {
            switch element {
            case .message(let type):
                let names = localNames(type.protoName)
                if let parent = names.parent {
                    var entry = DescriptorProto.Nested()
                    entry.name = names.own
                    entry.field = Self.fields(of: type).map { fieldDescriptor($0, oneofs: []) }
                    entry.options = MessageOptions()
                    entry.options?.mapEntry = true
                    nestedMessages.append((parent, entry))
                } else {
                    file.messageType.append(messageDescriptor(type, name: names.own))
                }
            case .enumeration(let type):
                let names = localNames(type.protoName)
                let descriptor = enumDescriptor(type, name: names.own)
                if let parent = names.parent {
                    nestedEnums.append((parent, descriptor))
                } else {
                    file.enumType.append(descriptor)
                }
            case .service(let service):
                file.service.append(serviceDescriptor(service))
            }
        }
        for index in file.messageType.indices {
            let name = file.messageType[index].name
            file.messageType[index].nestedType =
                nestedMessages.filter { $0.parent == name }.map(\.type)
            file.messageType[index].enumType =
                nestedEnums.filter { $0.parent == name }.map(\.type)
        }
        return file.encoded()
    }

    /// `Outer.Inner` within the package gives parent `Outer` and own name `Inner`.
    private func localNames(_ fullName: String) -> (parent: String?, own: String) {
        let parts = fullName.dropFirst(package.count + 1).split(separator: ".")
        return (parts.count > 1 ? String(parts[0]) : nil, String(parts.last ?? ""))
    }

    private func messageDescriptor(_ type: any Message.Type, name: String) -> DescriptorProto {
        let fields = Self.fields(of: type)
        var oneofs: [String] = []
        for oneof in fields.compactMap(\.oneof) where !oneofs.contains(oneof) {
            oneofs.append(oneof)
        }
        var descriptor = DescriptorProto()
        descriptor.name = name
        descriptor.field = fields.map { fieldDescriptor($0, oneofs: oneofs) }
        descriptor.oneofDecl = oneofs.map { name in
            var declaration = OneofDescriptorProto()
            declaration.name = name
            return declaration
        }
        return descriptor
    }

    private func fieldDescriptor(_ field: FieldSchema, oneofs: [String]) -> FieldDescriptorProto {
        var descriptor = FieldDescriptorProto()
        descriptor.name = field.name
        descriptor.number = Int32(field.number)
        descriptor.label = field.isRepeated ? 3 : 1
        switch field.kind {
        case .int64: descriptor.type = 3
        case .uint64: descriptor.type = 4
        case .int32: descriptor.type = 5
        case .bool: descriptor.type = 8
        case .string: descriptor.type = 9
        case .bytes: descriptor.type = 12
        case .uint32: descriptor.type = 13
        case .message(let name), .map(let name):
            descriptor.type = 11
            descriptor.typeName = ".\(name)"
        case .enumeration(let name):
            descriptor.type = 14
            descriptor.typeName = ".\(name)"
        }
        descriptor.oneofIndex = field.oneof.flatMap { oneofs.firstIndex(of: $0) }.map(Int32.init)
        return descriptor
    }

    private func enumDescriptor(
        _ type: any MessageEnum.Type, name: String
    ) -> EnumDescriptorProto {
        var descriptor = EnumDescriptorProto()
        descriptor.name = name
        descriptor.value = Self.values(of: type).map { value in
            var one = EnumValueDescriptorProto()
            one.name = value.name
            one.number = value.number
            return one
        }
        return descriptor
    }

    private func serviceDescriptor(_ service: ServiceSchema) -> ServiceDescriptorProto {
        var descriptor = ServiceDescriptorProto()
        descriptor.name = localNames(service.name).own
        descriptor.method = service.methods.map { method in
            var one = MethodDescriptorProto()
            one.name = method.name
            one.inputType = ".\(method.input)"
            one.outputType = ".\(method.output)"
            one.clientStreaming = method.isClientStreaming
            one.serverStreaming = method.isServerStreaming
            return one
        }
        return descriptor
    }
}
