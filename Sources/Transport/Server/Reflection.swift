internal import Wire

/// `grpc.reflection.v1.ServerReflection`, and the same as `v1alpha`: tells clients such as grpcurl
/// what is served, from the tables that the messages themselves are read and written by.
struct Reflection: Sendable {
    private let services: [String]
    /// Encoded descriptors by file name, with the names that each file imports.
    private let files: [String: (descriptor: [UInt8], imports: [String])]
    /// The file that defines each symbol.
    private let fileOfSymbol: [String: String]

    /// `services` are those that this server offers beside health and reflection.
    init(services: [String], schema: [ProtoFile] = Schema.files) {
        let own = [ServerReflectionMethods.info.service, ServerReflectionMethods.infoAlpha.service]
        self.services = (services + own + [HealthMethods.service]).sorted()
        var files: [String: (descriptor: [UInt8], imports: [String])] = [:]
        var fileOfSymbol: [String: String] = [:]
        for file in schema {
            files[file.name] = (file.descriptor, file.imports)
            for symbol in file.symbols { fileOfSymbol[symbol] = file.name }
        }
        self.files = files
        self.fileOfSymbol = fileOfSymbol
    }

    func register(in router: inout Router) {
        for method in [ServerReflectionMethods.info, ServerReflectionMethods.infoAlpha] {
            router.bidirectional(
                method, unknown: .skip, access: .certified, onDrain: .cancel
            ) { _, requests, responses in
                while let request = try await requests.next() {
                    try await responses.send(answer(request))
                }
            }
        }
    }

    func answer(_ request: ServerReflectionRequest) -> ServerReflectionResponse {
        var response = ServerReflectionResponse()
        response.validHost = request.host
        response.originalRequest = request
        if let name = request.fileByFilename {
            fill(&response, file: name, asked: "file \(name)")
        } else if let symbol = request.fileContainingSymbol {
            fill(&response, file: fileOfSymbol[symbol], asked: "symbol \(symbol)")
        } else if request.listServices != nil {
            response.listServicesResponse = ListServiceResponse(
                service: services.map { ServiceResponse(name: $0) })
        } else {
            response.errorResponse = ErrorResponse(
                errorCode: Int32(StatusCode.notFound.rawValue),
                errorMessage: "the files served here define no extensions")
        }
        return response
    }

    private func fill(
        _ response: inout ServerReflectionResponse, file name: String?, asked: String
    ) {
        guard let name, files[name] != nil else {
            response.errorResponse = ErrorResponse(
                errorCode: Int32(StatusCode.notFound.rawValue),
                errorMessage: "no \(asked) is served here")
            return
        }
        response.fileDescriptorResponse = FileDescriptorResponse(
            fileDescriptorProto: withImports(name).compactMap { files[$0]?.descriptor })
    }

    /// The file and all that it imports, directly or not, each once.
    private func withImports(_ name: String) -> [String] {
        var names = [name]
        var next = 0
        while next < names.count {
            for found in files[names[next]]?.imports ?? [] where !names.contains(found) {
                names.append(found)
            }
            next += 1
        }
        return names
    }
}
