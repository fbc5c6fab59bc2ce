/// The methods of tidemark.pool.v1.Plans.
package enum PlansMethods {
    package static let service = "tidemark.pool.v1.Plans"

    package static let adoptPlan = Method<AdoptPlanRequest, AdoptPlanResponse>(
        service, "AdoptPlan")
    package static let getPlan = Method<GetPlanRequest, GetPlanResponse>(
        service, "GetPlan")
    package static let listPlans = Method<ListPlansRequest, ListPlansResponse>(
        service, "ListPlans")

    static let schema = ServiceSchema(
        service,
        [
            adoptPlan.schema,
            getPlan.schema,
            listPlans.schema,
        ])
}
