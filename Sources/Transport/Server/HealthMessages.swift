internal import Wire

// The messages of grpc/health/v1/health.proto.

enum HealthMethods {
    static let service = "grpc.health.v1.Health"
    static let check = Method<HealthCheckRequest, HealthCheckResponse>(service, "Check")
    static let watch = Method<HealthCheckRequest, HealthCheckResponse>(
        service, "Watch", .serverStreaming)
    static let list = Method<HealthListRequest, HealthListResponse>(service, "List")
}

/// `grpc.health.v1.HealthCheckRequest`.
struct HealthCheckRequest: Message {
    static let protoName = "grpc.health.v1.HealthCheckRequest"
    var service = ""

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "service", &service)
    }
}

/// `grpc.health.v1.HealthCheckResponse`.
struct HealthCheckResponse: Message {
    static let protoName = "grpc.health.v1.HealthCheckResponse"
    var status = Health.Status.unknown

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.enumeration(1, "status", &status)
    }
}

/// `grpc.health.v1.HealthListRequest`.
struct HealthListRequest: Message {
    static let protoName = "grpc.health.v1.HealthListRequest"

    mutating func code(_ fields: inout some Fields) throws(WireError) {}
}

/// `grpc.health.v1.HealthListResponse`.
struct HealthListResponse: Message {
    static let protoName = "grpc.health.v1.HealthListResponse"
    var statuses: [HealthListEntry] = []

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "statuses", &statuses)
    }
}

/// One entry of the map `statuses`, which on the wire is a repeated message.
struct HealthListEntry: Message {
    static let protoName = "grpc.health.v1.HealthListResponse.StatusesEntry"
    var key = ""
    var value: HealthCheckResponse?

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "key", &key)
        try fields.message(2, "value", &value)
    }
}
