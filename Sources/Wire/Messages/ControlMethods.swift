/// The methods of tidemark.pool.v1.Control.
package enum ControlMethods {
    package static let service = "tidemark.pool.v1.Control"

    package static let freezePayouts = Method<FreezePayoutsRequest, FreezePayoutsResponse>(
        service, "FreezePayouts")
    package static let thaw = Method<ThawRequest, ThawResponse>(
        service, "Thaw")
    package static let propose = Method<ProposeRequest, ProposeResponse>(
        service, "Propose")
    package static let confirmProposal = Method<ConfirmProposalRequest, ConfirmProposalResponse>(
        service, "ConfirmProposal")
    package static let windDown = Method<WindDownRequest, WindDownResponse>(
        service, "WindDown")
    package static let getControl = Method<GetControlRequest, GetControlResponse>(
        service, "GetControl")

    static let schema = ServiceSchema(
        service,
        [
            freezePayouts.schema,
            thaw.schema,
            propose.schema,
            confirmProposal.schema,
            windDown.schema,
            getControl.schema,
        ])
}
