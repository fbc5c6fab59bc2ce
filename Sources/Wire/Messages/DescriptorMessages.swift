// google.protobuf's descriptors as far as reflection sends them. The field numbers are those of
// protobuf's descriptor.proto; the fields left out have no use here.

struct FileDescriptorProto: Message {
    static let protoName = "google.protobuf.FileDescriptorProto"

    var name: String = ""
    var package: String = ""
    var dependency: [String] = []
    var messageType: [DescriptorProto] = []
    var enumType: [EnumDescriptorProto] = []
    var service: [ServiceDescriptorProto] = []
    var syntax: String = ""

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "name", &name)
        try fields.string(2, "package", &package)
        try fields.repeated(3, "dependency", &dependency)
        try fields.repeated(4, "message_type", &messageType)
        try fields.repeated(5, "enum_type", &enumType)
        try fields.repeated(6, "service", &service)
        try fields.string(12, "syntax", &syntax)
    }
}

struct DescriptorProto: Message {
    static let protoName = "google.protobuf.DescriptorProto"

    var name: String = ""
    var field: [FieldDescriptorProto] = []
    var nestedType: [DescriptorProto.Nested] = []
    var enumType: [EnumDescriptorProto] = []
    var options: MessageOptions?
    var oneofDecl: [OneofDescriptorProto] = []

    /// A message within a message. Ours are map entries, which hold no further ones, so that
    /// message types stay without recursion.
    struct Nested: Message {
        static let protoName = "google.protobuf.DescriptorProto"

        var name: String = ""
        var field: [FieldDescriptorProto] = []
        var options: MessageOptions?

        mutating func code(_ fields: inout some Fields) throws(WireError) {
            try fields.string(1, "name", &name)
            try fields.repeated(2, "field", &field)
            try fields.message(7, "options", &options)
        }
    }

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "name", &name)
        try fields.repeated(2, "field", &field)
        try fields.repeated(3, "nested_type", &nestedType)
        try fields.repeated(4, "enum_type", &enumType)
        try fields.message(7, "options", &options)
        try fields.repeated(8, "oneof_decl", &oneofDecl)
    }
}

struct MessageOptions: Message {
    static let protoName = "google.protobuf.MessageOptions"

    var mapEntry = false

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.bool(7, "map_entry", &mapEntry)
    }
}

struct OneofDescriptorProto: Message {
    static let protoName = "google.protobuf.OneofDescriptorProto"

    var name: String = ""

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "name", &name)
    }
}

struct FieldDescriptorProto: Message {
    static let protoName = "google.protobuf.FieldDescriptorProto"

    var name: String = ""
    var number: Int32 = 0
    var label = Label.unspecified
    var type = Kind.unspecified
    /// With a leading dot.
    var typeName: String = ""
    /// With presence, since descriptor.proto is proto2: the first oneof's 0 is written.
    var oneofIndex: Int32?

    enum Label: Int32, MessageEnum {
        case unspecified = 0
        case optional = 1
        case repeated = 3

        static let protoName = "google.protobuf.FieldDescriptorProto.Label"
        static let zero = Self.unspecified

        var valueName: String {
            switch self {
            case .unspecified: "LABEL_UNSPECIFIED"
            case .optional: "LABEL_OPTIONAL"
            case .repeated: "LABEL_REPEATED"
            }
        }
    }

    /// The types that our tables have.
    enum Kind: Int32, MessageEnum {
        case unspecified = 0
        case int64 = 3
        case uint64 = 4
        case int32 = 5
        case bool = 8
        case string = 9
        case message = 11
        case bytes = 12
        case uint32 = 13
        case enumeration = 14

        static let protoName = "google.protobuf.FieldDescriptorProto.Type"
        static let zero = Self.unspecified

        var valueName: String {
            switch self {
            case .unspecified: "TYPE_UNSPECIFIED"
            case .int64: "TYPE_INT64"
            case .uint64: "TYPE_UINT64"
            case .int32: "TYPE_INT32"
            case .bool: "TYPE_BOOL"
            case .string: "TYPE_STRING"
            case .message: "TYPE_MESSAGE"
            case .bytes: "TYPE_BYTES"
            case .uint32: "TYPE_UINT32"
            case .enumeration: "TYPE_ENUM"
            }
        }
    }

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "name", &name)
        try fields.int32(3, "number", &number)
        try fields.enumeration(4, "label", &label)
        try fields.enumeration(5, "type", &type)
        try fields.string(6, "type_name", &typeName)
        try fields.optional(9, "oneof_index", &oneofIndex)
    }
}

struct EnumDescriptorProto: Message {
    static let protoName = "google.protobuf.EnumDescriptorProto"

    var name: String = ""
    var value: [EnumValueDescriptorProto] = []

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "name", &name)
        try fields.repeated(2, "value", &value)
    }
}

struct EnumValueDescriptorProto: Message {
    static let protoName = "google.protobuf.EnumValueDescriptorProto"

    var name: String = ""
    /// With presence, since descriptor.proto is proto2: a value's 0 is written.
    var number: Int32?

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "name", &name)
        try fields.optional(2, "number", &number)
    }
}

struct ServiceDescriptorProto: Message {
    static let protoName = "google.protobuf.ServiceDescriptorProto"

    var name: String = ""
    var method: [MethodDescriptorProto] = []

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "name", &name)
        try fields.repeated(2, "method", &method)
    }
}

struct MethodDescriptorProto: Message {
    static let protoName = "google.protobuf.MethodDescriptorProto"

    var name: String = ""
    var inputType: String = ""
    var outputType: String = ""
    var clientStreaming = false
    var serverStreaming = false

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "name", &name)
        try fields.string(2, "input_type", &inputType)
        try fields.string(3, "output_type", &outputType)
        try fields.bool(5, "client_streaming", &clientStreaming)
        try fields.bool(6, "server_streaming", &serverStreaming)
    }
}
