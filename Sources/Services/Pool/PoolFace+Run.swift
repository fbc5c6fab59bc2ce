import Journal
import Logging

extension PoolFace {
    /// Finishes what was begun in parts and left open, by an earlier process or by a caller that
    /// is gone, until the task is cancelled. Until it is finished an allotment keeps everything
    /// else from the pool.
    func run(_ environment: JournalEnvironment, logger: Logger) async {
        let rounds = JournalRounds(
            failure: "what was begun in parts is not finished", environment: environment,
            logger: logger)
        await rounds.run(over: gate.runner.journals) { journal in
            try await LegacyFace(gate: gate).finish(journal)
            try await SharesFace(gate: gate, now: now).finish(journal)
        }
    }
}
