import Wire

// grpc.testing, as Tests/TransportPeer/Protos has it.

struct InteropEmpty: Message {
    static let protoName = "grpc.testing.Empty"

    mutating func code(_ fields: inout some Fields) throws(WireError) {}
}

struct InteropBool: Message {
    static let protoName = "grpc.testing.BoolValue"

    var value = false

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.bool(1, "value", &value)
    }
}

enum PayloadType: Int32, MessageEnum {
    case compressable = 0

    static let protoName = "grpc.testing.PayloadType"
    static let zero = Self.compressable

    var valueName: String { "COMPRESSABLE" }
}

struct Payload: Message {
    static let protoName = "grpc.testing.Payload"

    var type = PayloadType.zero
    var body: [UInt8] = []

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.enumeration(1, "type", &type)
        try fields.bytes(2, "body", &body)
    }
}

struct EchoStatus: Message {
    static let protoName = "grpc.testing.EchoStatus"

    var code: Int32 = 0
    var message = ""

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int32(1, "code", &code)
        try fields.string(2, "message", &message)
    }
}

struct SimpleRequest: Message {
    static let protoName = "grpc.testing.SimpleRequest"

    var responseType = PayloadType.zero
    var responseSize: Int32 = 0
    var payload: Payload?
    var fillUsername = false
    var fillOauthScope = false
    var responseCompressed: InteropBool?
    var responseStatus: EchoStatus?
    var expectCompressed: InteropBool?

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.enumeration(1, "response_type", &responseType)
        try fields.int32(2, "response_size", &responseSize)
        try fields.message(3, "payload", &payload)
        try fields.bool(4, "fill_username", &fillUsername)
        try fields.bool(5, "fill_oauth_scope", &fillOauthScope)
        try fields.message(6, "response_compressed", &responseCompressed)
        try fields.message(7, "response_status", &responseStatus)
        try fields.message(8, "expect_compressed", &expectCompressed)
    }
}

struct SimpleResponse: Message {
    static let protoName = "grpc.testing.SimpleResponse"

    var payload: Payload?
    var username = ""
    var oauthScope = ""

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "payload", &payload)
        try fields.string(2, "username", &username)
        try fields.string(3, "oauth_scope", &oauthScope)
    }
}

struct StreamingInputRequest: Message {
    static let protoName = "grpc.testing.StreamingInputCallRequest"

    var payload: Payload?
    var expectCompressed: InteropBool?

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "payload", &payload)
        try fields.message(2, "expect_compressed", &expectCompressed)
    }
}

struct StreamingInputResponse: Message {
    static let protoName = "grpc.testing.StreamingInputCallResponse"

    var aggregatedPayloadSize: Int32 = 0

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int32(1, "aggregated_payload_size", &aggregatedPayloadSize)
    }
}

struct ResponseParameters: Message {
    static let protoName = "grpc.testing.ResponseParameters"

    var size: Int32 = 0
    var intervalMicroseconds: Int32 = 0
    var compressed: InteropBool?

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int32(1, "size", &size)
        try fields.int32(2, "interval_us", &intervalMicroseconds)
        try fields.message(3, "compressed", &compressed)
    }
}

struct StreamingOutputRequest: Message {
    static let protoName = "grpc.testing.StreamingOutputCallRequest"

    var responseType = PayloadType.zero
    var responseParameters: [ResponseParameters] = []
    var payload: Payload?
    var responseStatus: EchoStatus?

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.enumeration(1, "response_type", &responseType)
        try fields.repeated(2, "response_parameters", &responseParameters)
        try fields.message(3, "payload", &payload)
        try fields.message(7, "response_status", &responseStatus)
    }
}

struct StreamingOutputResponse: Message {
    static let protoName = "grpc.testing.StreamingOutputCallResponse"

    var payload: Payload?

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "payload", &payload)
    }
}
