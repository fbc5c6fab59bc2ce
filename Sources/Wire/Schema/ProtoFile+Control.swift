extension ProtoFile {
    static let control = ProtoFile(
        name: "tidemark/control.proto", package: "tidemark.pool.v1",
        imports: ["tidemark/pool.proto"],
        elements: [
            .message(of: FreezePayoutsRequest.self),
            .message(of: FreezePayoutsResponse.self),
            .enumeration(of: ControlScope.self),
            .message(of: ThawRequest.self),
            .message(of: ThawResponse.self),
            .enumeration(of: ControlAction.self),
            .message(of: ProposeRequest.self),
            .message(of: ProposeResponse.self),
            .message(of: ConfirmProposalRequest.self),
            .message(of: ConfirmProposalResponse.self),
            .message(of: WindDownRequest.self),
            .message(of: WindDownResponse.self),
            .message(of: GetControlRequest.self),
            .message(of: Proposal.self),
            .message(of: GetControlResponse.self),
            .message(of: PayoutsFrozen.self),
            .message(of: Thawed.self),
            .message(of: ControlProposed.self),
            .message(of: ControlConfirmed.self),
            .message(of: WoundUp.self),
            .message(of: WoundDown.self),
            .service(ControlMethods.schema),
        ])
}
