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
    /// 1 optional, 3 repeated.
    var label: Int32 = 1
    /// 3 int64, 4 uint64, 5 int32, 8 bool, 9 string, 11 message, 12 bytes, 13 uint32, 14 enum.
    var type: Int32 = 0
    /// With a leading dot.
    var typeName: String = ""
    var oneofIndex: Int32?

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "name", &name)
        try fields.int32(3, "number", &number)
        try fields.int32(4, "label", &label)
        try fields.int32(5, "type", &type)
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
    var number: Int32? = 0

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
