extension ProtoFile {
    static let clock = ProtoFile(
        name: "tidemark/clock.proto", package: "tidemark.order.v1",
        elements: [
            .message(of: AdvanceClockRequest.self),
            .message(of: AdvanceClockResponse.self),
            .message(of: GetClockRequest.self),
            .message(of: GetClockResponse.self),
            .message(of: ClockMoved.self),
            .message(of: Expired.self),
            .service(ClockMethods.schema),
        ])
}
