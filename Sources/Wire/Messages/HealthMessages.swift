// grpc.health.v1, as in gRPC's health checking protocol.

package struct HealthCheckRequest: Message {
    package static let protoName = "grpc.health.v1.HealthCheckRequest"

    /// A service's full name; empty for the server as a whole.
    package var service: String = ""

    package init() {}

    package init(service: String) { self.service = service }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "service", &service)
    }
}

package enum ServingStatus: Int32, MessageEnum {
    case unknown = 0
    case serving = 1
    case notServing = 2
    /// Only Watch says this.
    case serviceUnknown = 3

    package static let protoName = "grpc.health.v1.HealthCheckResponse.ServingStatus"
    package static let zero = Self.unknown

    package var valueName: String {
        switch self {
        case .unknown: "UNKNOWN"
        case .serving: "SERVING"
        case .notServing: "NOT_SERVING"
        case .serviceUnknown: "SERVICE_UNKNOWN"
        }
    }
}

package struct HealthCheckResponse: Message {
    package static let protoName = "grpc.health.v1.HealthCheckResponse"

    package var status = ServingStatus.zero

    package init() {}

    package init(status: ServingStatus) { self.status = status }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.enumeration(1, "status", &status)
    }
}

package struct HealthListRequest: Message {
    package static let protoName = "grpc.health.v1.HealthListRequest"

    package init() {}

    package mutating func code(_ fields: inout some Fields) throws(WireError) {}
}

package struct HealthListResponse: Message {
    package static let protoName = "grpc.health.v1.HealthListResponse"

    package struct StatusesEntry: Message {
        package static let protoName = "grpc.health.v1.HealthListResponse.StatusesEntry"

        package var key: String = ""
        /// Never nil: an entry that comes without a value has the value's zero.
        package var value: HealthCheckResponse? = HealthCheckResponse()

        package init() {}

        package init(key: String, value: HealthCheckResponse) {
            self.key = key
            self.value = value
        }

        package mutating func code(_ fields: inout some Fields) throws(WireError) {
            try fields.string(1, "key", &key)
            try fields.message(2, "value", &value)
        }
    }

    package var statuses: [StatusesEntry] = []

    package init() {}

    package init(statuses: [StatusesEntry]) { self.statuses = statuses }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.map(1, "statuses", &statuses)
    }
}

package enum HealthMethods {
    package static let service = "grpc.health.v1.Health"

    package static let check = Method<HealthCheckRequest, HealthCheckResponse>(service, "Check")
    package static let list = Method<HealthListRequest, HealthListResponse>(service, "List")
    package static let watch = Method<HealthCheckRequest, HealthCheckResponse>(
        service, "Watch", .serverStreaming)

    static let schema = ServiceSchema(service, [check.schema, list.schema, watch.schema])
}
