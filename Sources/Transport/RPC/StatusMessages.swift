internal import Wire

// The messages of grpc-status-details-bin, from google/rpc/status.proto, error_details.proto and
// google/protobuf/any.proto.

/// `google.rpc.Status`.
struct RPCStatus: Message {
    static let protoName = "google.rpc.Status"
    var code: Int32 = 0
    var message = ""
    var details: [AnyMessage] = []

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int32(1, "code", &code)
        try fields.string(2, "message", &message)
        try fields.repeated(3, "details", &details)
    }
}

/// `google.protobuf.Any`.
struct AnyMessage: Message {
    static let protoName = "google.protobuf.Any"
    var typeURL = ""
    var value: [UInt8] = []

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "type_url", &typeURL)
        try fields.bytes(2, "value", &value)
    }
}

/// `google.rpc.ErrorInfo`.
struct ErrorInfo: Message {
    static let protoName = "google.rpc.ErrorInfo"
    static let typeURL = "type.googleapis.com/google.rpc.ErrorInfo"
    var reason = ""
    var domain = ""
    var metadata: [ErrorInfoEntry] = []

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "reason", &reason)
        try fields.string(2, "domain", &domain)
        try fields.repeated(3, "metadata", &metadata)
    }
}

/// One entry of the map `metadata`, which on the wire is a repeated message.
struct ErrorInfoEntry: Message {
    static let protoName = "google.rpc.ErrorInfo.MetadataEntry"
    var key = ""
    var value = ""

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "key", &key)
        try fields.string(2, "value", &value)
    }
}
