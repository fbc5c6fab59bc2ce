/// The methods of tidemark.audit.v1.Audit.
package enum AuditMethods {
    package static let service = "tidemark.audit.v1.Audit"

    package static let status = Method<StatusRequest, StatusResponse>(
        service, "Status")
    package static let getCheckpoint = Method<GetCheckpointRequest, GetCheckpointResponse>(
        service, "GetCheckpoint")
    package static let listFindings = Method<ListFindingsRequest, ListFindingsResponse>(
        service, "ListFindings")
    package static let getEntries = Method<GetEntriesRequest, GetEntriesResponse>(
        service, "GetEntries")
    package static let getInclusionProof = Method<
        GetInclusionProofRequest, GetInclusionProofResponse
    >(
        service, "GetInclusionProof")
    package static let getConsistencyProof = Method<
        GetConsistencyProofRequest, GetConsistencyProofResponse
    >(
        service, "GetConsistencyProof")
    package static let explain = Method<ExplainRequest, ExplainResponse>(
        service, "Explain")
    package static let checkTruth = Method<CheckTruthRequest, CheckTruthResponse>(
        service, "CheckTruth")

    static let schema = ServiceSchema(
        service,
        [
            status.schema,
            getCheckpoint.schema,
            listFindings.schema,
            getEntries.schema,
            getInclusionProof.schema,
            getConsistencyProof.schema,
            explain.schema,
            checkTruth.schema,
        ])
}
