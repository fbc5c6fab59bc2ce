import Journal
import Logging

extension PoolFace {
    /// Finishes what an earlier process began in parts and left open, then what is begun while
    /// this one runs. Until it is finished an allotment keeps everything else from the pool.
    func run(logger: Logger) async {
        for journal in gate.runner.journals() { await finish(journal, logger: logger) }
        await work.forEach { await finish($0, logger: logger) }
    }

    private func finish(_ journal: JournalName, logger: Logger) async {
        do {
            try await LegacyFace(gate: gate, work: work).finish(journal)
            try await SharesFace(gate: gate, work: work, now: now).finish(journal)
        } catch {
            guard !Task.isCancelled else { return }
            logger.critical(
                "what was begun in parts cannot be finished",
                metadata: ["journal": "\(journal)", "error": "\(error)"])
        }
    }
}
