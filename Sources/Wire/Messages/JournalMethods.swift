/// Served by every service for its own journals, and by the audit for its own findings.
package enum JournalsMethods {
    package static let service = "tidemark.journal.v1.Journals"

    package static let listJournals = Method<ListJournalsRequest, ListJournalsResponse>(
        service, "ListJournals")
    package static let subscribe = Method<SubscribeRequest, SubscribeResponse>(
        service, "Subscribe", .serverStreaming)

    static let schema = ServiceSchema(
        service,
        [
            listJournals.schema,
            subscribe.schema,
        ])
}
