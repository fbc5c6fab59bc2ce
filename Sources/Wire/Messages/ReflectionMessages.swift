// grpc.reflection.v1. v1alpha has the same messages under another package: both services are
// answered with these, since package names do not travel.

package struct ExtensionRequest: Message {
    package static let protoName = "grpc.reflection.v1.ExtensionRequest"

    package var containingType: String = ""
    package var extensionNumber: Int32 = 0

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "containing_type", &containingType)
        try fields.int32(2, "extension_number", &extensionNumber)
    }
}

package struct ServerReflectionRequest: Message {
    package static let protoName = "grpc.reflection.v1.ServerReflectionRequest"

    package var host: String = ""
    package var fileByFilename: String?
    package var fileContainingSymbol: String?
    package var fileContainingExtension: ExtensionRequest?
    package var allExtensionNumbersOfType: String?
    /// Clients send it empty or as `*`; only its presence counts.
    package var listServices: String?

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "host", &host)
        fields.oneof("message_request", 3...7)
        try fields.optional(3, "file_by_filename", &fileByFilename)
        try fields.optional(4, "file_containing_symbol", &fileContainingSymbol)
        try fields.message(5, "file_containing_extension", &fileContainingExtension)
        try fields.optional(6, "all_extension_numbers_of_type", &allExtensionNumbersOfType)
        try fields.optional(7, "list_services", &listServices)
    }
}

package struct FileDescriptorResponse: Message {
    package static let protoName = "grpc.reflection.v1.FileDescriptorResponse"

    /// The file and all that it imports, as bytes of google.protobuf.FileDescriptorProto.
    package var fileDescriptorProto: [[UInt8]] = []

    package init() {}

    package init(fileDescriptorProto: [[UInt8]]) {
        self.fileDescriptorProto = fileDescriptorProto
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "file_descriptor_proto", &fileDescriptorProto)
    }
}

package struct ExtensionNumberResponse: Message {
    package static let protoName = "grpc.reflection.v1.ExtensionNumberResponse"

    package var baseTypeName: String = ""
    package var extensionNumber: [Int32] = []

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "base_type_name", &baseTypeName)
        try fields.repeated(2, "extension_number", &extensionNumber)
    }
}

package struct ServiceResponse: Message {
    package static let protoName = "grpc.reflection.v1.ServiceResponse"

    package var name: String = ""

    package init() {}

    package init(name: String) { self.name = name }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "name", &name)
    }
}

package struct ListServiceResponse: Message {
    package static let protoName = "grpc.reflection.v1.ListServiceResponse"

    package var service: [ServiceResponse] = []

    package init() {}

    package init(service: [ServiceResponse]) { self.service = service }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "service", &service)
    }
}

package struct ErrorResponse: Message {
    package static let protoName = "grpc.reflection.v1.ErrorResponse"

    /// A gRPC status code.
    package var errorCode: Int32 = 0
    package var errorMessage: String = ""

    package init() {}

    package init(errorCode: Int32, errorMessage: String) {
        self.errorCode = errorCode
        self.errorMessage = errorMessage
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int32(1, "error_code", &errorCode)
        try fields.string(2, "error_message", &errorMessage)
    }
}

package struct ServerReflectionResponse: Message {
    package static let protoName = "grpc.reflection.v1.ServerReflectionResponse"

    package var validHost: String = ""
    package var originalRequest: ServerReflectionRequest?
    package var fileDescriptorResponse: FileDescriptorResponse?
    package var allExtensionNumbersResponse: ExtensionNumberResponse?
    package var listServicesResponse: ListServiceResponse?
    package var errorResponse: ErrorResponse?

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "valid_host", &validHost)
        try fields.message(2, "original_request", &originalRequest)
        fields.oneof("message_response", 4...7)
        try fields.message(4, "file_descriptor_response", &fileDescriptorResponse)
        try fields.message(5, "all_extension_numbers_response", &allExtensionNumbersResponse)
        try fields.message(6, "list_services_response", &listServicesResponse)
        try fields.message(7, "error_response", &errorResponse)
    }
}

package enum ServerReflectionMethods {
    package static let info = Method<ServerReflectionRequest, ServerReflectionResponse>(
        "grpc.reflection.v1.ServerReflection", "ServerReflectionInfo", .bidirectional)
    package static let infoAlpha = Method<ServerReflectionRequest, ServerReflectionResponse>(
        "grpc.reflection.v1alpha.ServerReflection", "ServerReflectionInfo", .bidirectional)

    static let schema = ServiceSchema(info.service, [info.schema])
}
