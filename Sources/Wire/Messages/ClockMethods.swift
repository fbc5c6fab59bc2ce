/// The methods of tidemark.order.v1.Clock.
package enum ClockMethods {
    package static let service = "tidemark.order.v1.Clock"

    package static let advanceClock = Method<AdvanceClockRequest, AdvanceClockResponse>(
        service, "AdvanceClock")
    package static let getClock = Method<GetClockRequest, GetClockResponse>(service, "GetClock")

    static let schema = ServiceSchema(service, [advanceClock.schema, getClock.schema])
}
