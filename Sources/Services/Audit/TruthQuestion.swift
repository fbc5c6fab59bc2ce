internal import Wire

/// An answer of a pool that waits until the audit has checked the entry which it is of.
struct TruthQuestion: Sendable {
    let number: UInt64
    let platform: String
    /// Of the pool's journal.
    let sequence: UInt64
    let compare: @Sendable (PlatformAudit) -> [TruthFigure]

    /// What came of it.
    enum Answer: Sendable {
        case figures([TruthFigure])
        /// The audit was past the entry already.
        case passed
    }
}

/// Questions, and what came of them. While one is being asked the audit takes no entries of that
/// pool: its state is then of the entry that the answer is of, or before it.
struct TruthQuestions: Sendable {
    private var held: [String: Int] = [:]
    private var waiting: [TruthQuestion] = []
    private var answers: [UInt64: TruthQuestion.Answer] = [:]
    private var last: UInt64 = 0

    func isHeld(_ platform: String) -> Bool { held[platform] != nil }

    mutating func hold(_ platform: String) { held[platform, default: 0] += 1 }

    mutating func release(_ platform: String) {
        guard let count = held[platform] else { return }
        held[platform] = count > 1 ? count - 1 : nil
    }

    /// Gives the number to ask for the answer under. `size`: entries that the audit has checked.
    mutating func ask(
        of platform: String, at sequence: UInt64, size: UInt64, _ audit: PlatformAudit,
        _ compare: @escaping @Sendable (PlatformAudit) -> [TruthFigure]
    ) -> UInt64 {
        last += 1
        if sequence > size {
            waiting.append(
                TruthQuestion(
                    number: last, platform: platform, sequence: sequence, compare: compare))
        } else {
            answers[last] = sequence == size ? .figures(compare(audit)) : .passed
        }
        return last
    }

    /// To be called after each group of a pool's journal, which ends with entry `size`.
    mutating func reach(_ size: UInt64, of platform: String, _ audit: PlatformAudit) {
        guard !waiting.isEmpty else { return }
        waiting.removeAll { question in
            guard question.platform == platform, question.sequence <= size else { return false }
            answers[question.number] =
                question.sequence == size ? .figures(question.compare(audit)) : .passed
            return true
        }
    }

    /// Nil while the entry is still to come.
    mutating func takeAnswer(_ number: UInt64) -> TruthQuestion.Answer? {
        answers.removeValue(forKey: number)
    }

    mutating func giveUp(_ numbers: [UInt64]) {
        waiting.removeAll { numbers.contains($0.number) }
        for number in numbers { answers[number] = nil }
    }
}
