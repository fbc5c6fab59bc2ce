// google.rpc: what `grpc-status-details-bin` carries.

package struct AnyMessage: Message {
    package static let protoName = "google.protobuf.Any"

    /// `type.googleapis.com/` and the message's full name.
    package var typeURL: String = ""
    package var value: [UInt8] = []

    package init() {}

    package init(typeURL: String, value: [UInt8]) {
        self.typeURL = typeURL
        self.value = value
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "type_url", &typeURL)
        try fields.bytes(2, "value", &value)
    }
}

package struct RPCStatus: Message {
    package static let protoName = "google.rpc.Status"

    package var code: Int32 = 0
    package var message: String = ""
    package var details: [AnyMessage] = []

    package init() {}

    package init(code: Int32, message: String, details: [AnyMessage]) {
        self.code = code
        self.message = message
        self.details = details
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int32(1, "code", &code)
        try fields.string(2, "message", &message)
        try fields.repeated(3, "details", &details)
    }
}

package struct ErrorInfo: Message {
    package static let protoName = "google.rpc.ErrorInfo"
    package static let typeURL = "type.googleapis.com/google.rpc.ErrorInfo"

    package struct MetadataEntry: Message {
        package static let protoName = "google.rpc.ErrorInfo.MetadataEntry"

        package var key: String = ""
        package var value: String = ""

        package init() {}

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }

        package mutating func code(_ fields: inout some Fields) throws(WireError) {
            try fields.string(1, "key", &key)
            try fields.string(2, "value", &value)
        }
    }

    /// What programs switch on, such as `insufficient_stock`.
    package var reason: String = ""
    package var domain: String = ""
    package var metadata: [MetadataEntry] = []

    package init() {}

    package init(reason: String, domain: String, metadata: [MetadataEntry]) {
        self.reason = reason
        self.domain = domain
        self.metadata = metadata
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "reason", &reason)
        try fields.string(2, "domain", &domain)
        try fields.map(3, "metadata", &metadata)
    }
}
