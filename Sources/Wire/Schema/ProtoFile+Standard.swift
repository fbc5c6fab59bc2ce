// What gRPC and Google define and every client knows, as far as Tidemark speaks it.

extension ProtoFile {
    static let health = ProtoFile(
        name: "grpc/health/v1/health.proto", package: "grpc.health.v1",
        elements: [
            .message(of: HealthCheckRequest.self),
            .message(
                of: HealthCheckResponse.self, enumerations: [EnumSchema(ServingStatus.self)]),
            .message(of: HealthListRequest.self),
            .message(of: HealthListResponse.self),
            .service(HealthMethods.schema),
        ])

    static let reflection = ProtoFile(
        name: "grpc/reflection/v1/reflection.proto", package: "grpc.reflection.v1",
        elements: [
            .message(of: ServerReflectionRequest.self),
            .message(of: ExtensionRequest.self),
            .message(of: ServerReflectionResponse.self),
            .message(of: FileDescriptorResponse.self),
            .message(of: ExtensionNumberResponse.self),
            .message(of: ListServiceResponse.self),
            .message(of: ServiceResponse.self),
            .message(of: ErrorResponse.self),
            .service(ServerReflectionMethods.schema),
        ])

    /// The same messages and the same service in an older package.
    static let reflectionAlpha = reflection.moved(
        to: "grpc/reflection/v1alpha/reflection.proto", package: "grpc.reflection.v1alpha")

    static let status = ProtoFile(
        name: "google/rpc/status.proto", package: "google.rpc",
        imports: ["google/protobuf/any.proto"],
        elements: [.message(of: RPCStatus.self)])

    static let errorDetails = ProtoFile(
        name: "google/rpc/error_details.proto", package: "google.rpc",
        elements: [.message(of: ErrorInfo.self)])

    /// Comes with every protoc, so it is not in `Protos/`.
    static let any = ProtoFile(
        name: "google/protobuf/any.proto", package: "google.protobuf",
        elements: [.message(of: AnyMessage.self)])
}

extension ProtoFile {
    /// A file with the same elements in another package.
    private func moved(to name: String, package: String) -> ProtoFile {
        let move = { (fullName: String) in
            let local = local(fullName)
            return local == fullName ? fullName : "\(package).\(local)"
        }
        let elements = elements.map { element -> Element in
            switch element {
            case .message(let message): .message(message.renamed(move))
            case .enumeration(let enumeration): .enumeration(enumeration.renamed(move))
            case .service(let service): .service(service.renamed(move))
            }
        }
        return ProtoFile(name: name, package: package, imports: imports, elements: elements)
    }
}

extension MessageSchema {
    fileprivate func renamed(_ rename: (String) -> String) -> MessageSchema {
        var copy = self
        copy.name = rename(name)
        copy.enumerations = enumerations.map { $0.renamed(rename) }
        for index in copy.fields.indices {
            switch copy.fields[index].kind {
            case .bool, .int32, .int64, .uint32, .uint64, .string, .bytes: break
            case .enumeration(let name): copy.fields[index].kind = .enumeration(rename(name))
            case .message(let name): copy.fields[index].kind = .message(rename(name))
            case .map(let entry): copy.fields[index].kind = .map(entry: entry.renamed(rename))
            }
        }
        return copy
    }
}

extension EnumSchema {
    fileprivate func renamed(_ rename: (String) -> String) -> EnumSchema {
        var copy = self
        copy.name = rename(name)
        return copy
    }
}

extension ServiceSchema {
    fileprivate func renamed(_ rename: (String) -> String) -> ServiceSchema {
        let service = rename(name)
        return ServiceSchema(
            service,
            methods.map { method in
                var copy = method
                copy.path = "/\(service)/\(method.name)"
                copy.input = rename(method.input)
                copy.output = rename(method.output)
                return copy
            })
    }
}
