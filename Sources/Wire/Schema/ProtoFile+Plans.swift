extension ProtoFile {
    static let plans = ProtoFile(
        name: "tidemark/plans.proto", package: "tidemark.pool.v1",
        imports: ["tidemark/pool.proto"],
        elements: [
            .message(of: AdoptPlanRequest.self),
            .message(of: AdoptPlanResponse.self),
            .message(of: PlanVersion.self),
            .message(of: GetPlanRequest.self),
            .message(of: GetPlanResponse.self),
            .message(of: ListPlansRequest.self),
            .message(of: ListPlansResponse.self),
            .message(of: PlanAdopted.self),
            .message(of: PlanInForce.self),
            .service(PlansMethods.schema),
        ])
}
