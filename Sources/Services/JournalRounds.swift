import Journal
import Logging

/// What a service does by itself on each of its journals, every second. What fails on one, as while
/// its disk is full, is said in the log and tried again in the next round; the other journals do
/// not miss theirs.
struct JournalRounds: Sendable {
    /// From the end of one round to the next, in milliseconds: what is due waits so much longer at
    /// most.
    static let pauseMilliseconds = 1_000

    /// What does not happen while it fails, as the log says it: "reservations are not ended".
    let failure: String
    let environment: JournalEnvironment
    let logger: Logger

    /// Runs until the task is cancelled. `work` is called again for what it has done already.
    func run(
        over journals: () -> [JournalName], work: (JournalName) async throws -> Void
    ) async {
        var failing: Set<JournalName> = []
        while !Task.isCancelled {
            for journal in journals() {
                do {
                    try await work(journal)
                    guard failing.remove(journal) != nil else { continue }
                    logger.notice("over: \(failure)", metadata: ["journal": "\(journal)"])
                } catch {
                    guard !Task.isCancelled else { return }
                    // Once for all the rounds that it lasts.
                    guard failing.insert(journal).inserted else { continue }
                    logger.critical(
                        "\(failure), tried again every second",
                        metadata: ["journal": "\(journal)", "error": "\(error)"])
                }
            }
            do {
                try await environment.sleep(Self.pauseMilliseconds)
            } catch {
                return
            }
        }
    }
}
