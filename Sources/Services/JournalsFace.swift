package import Journal
import Transparency
package import Transport
import Wire

/// Lets subscribers follow a service's journals: durable entries, exact bytes.
package struct JournalsFace<State: JournalState>: Sendable {
    let service: ServiceName
    let runner: JournalRunner<State>

    package init(_ service: ServiceName, _ runner: JournalRunner<State>) {
        self.service = service
        self.runner = runner
    }

    package func register(on router: inout Router) {
        router.unary(JournalsMethods.listJournals) { [self] _, _ in listJournals() }
        router.serverStreaming(JournalsMethods.subscribe, onDrain: .cancel) {
            [self] _, request, stream in try await subscribe(request, stream)
        }
    }

    private func listJournals() -> ListJournalsResponse {
        ListJournalsResponse(
            journals: runner.journals().map { journal in
                let head = runner.head(journal)
                return Head(
                    service: journal.service, platform: journal.platform, size: head.size,
                    root: head.root.bytes)
            })
    }

    /// One loop for catch-up and live. A slow subscriber suspends in `send` and is read for from
    /// disk, so it costs the writer nothing.
    private func subscribe(
        _ request: SubscribeRequest, _ stream: ResponseStream<SubscribeResponse>
    ) async throws {
        let journal = JournalName(service: service.rawValue, platform: request.platform)
        guard journal.isWellFormed else {
            throw RPCError.malformed("platform", "\(request.platform.prefix(64)) is no platform")
        }
        do {
            let items = runner.subscribe(
                journal, after: request.afterSequence,
                rootAtAfter: request.rootAtAfter.isEmpty ? nil : request.rootAtAfter)
            for try await item in items {
                try await stream.send(SubscribeResponse(item))
            }
        } catch let error as JournalError {
            throw RPCError(error)
        }
    }
}

extension SubscribeResponse {
    init(_ item: Subscription.Item) {
        self.init()
        switch item {
        case .batch(let first, let entries):
            batch = Batch(firstSequence: first, entries: entries)
        case .caughtUp(let sequence):
            caughtUp = CaughtUp(sequence: sequence)
        case .heartbeat(let head, let time):
            heartbeat = Heartbeat(size: head.size, root: head.root.bytes, timeUs: time)
        }
    }
}
