import Journal
import Transport
import Wire

// The truth figures as served (audit.md §4): the audit asks the living pool, as anybody could, and
// holds what it says of an entry against its own state after that entry.
extension AuditService {
    /// Refused: a platform whose journal is not followed, NOT_FOUND; a pool that does not answer,
    /// and an audit that does not reach the entry in time, UNAVAILABLE. Figures that differ are
    /// recorded as findings before this returns; those that cannot be compared say why.
    func checkTruth(_ request: CheckTruthRequest) async throws -> CheckTruthResponse {
        guard let pool = owners[.pool] else {
            preconditionFailure("the audit is configured with the address of the pool")
        }
        let journal = JournalName(
            service: ServiceName.pool.rawValue, platform: request.platform)
        guard journal.isWellFormed, await checks.look({ $0.isFollowed(journal) }) else {
            throw RPCError(
                .notFound,
                "the audit follows no pool of platform \"\(request.platform.prefix(64))\"; name "
                    + "one that Status shows, or ask again when it is followed",
                reason: "platform_not_found", metadata: ["field": "platform"])
        }
        await checks.change { $0.truths.hold(journal.platform) }
        let asked: Result<[UInt64], any Error>
        do {
            asked = .success(try await ask(pool, request, journal))
        } catch {
            asked = .failure(error)
        }
        await checks.change { $0.truths.release(journal.platform) }
        let figures = try await answers(to: try asked.get(), journal)
        try await book.recordNow(TruthFigure.violations(figures, in: journal))
        return CheckTruthResponse(figures: figures, holds: !figures.contains(where: \.differs))
    }

    /// Asks the pool, and gives the numbers of the questions that its answers became.
    private func ask(
        _ pool: Client, _ request: CheckTruthRequest, _ journal: JournalName
    ) async throws -> [UInt64] {
        func call<Request: Message, Reply: Message>(
            _ method: Method<Request, Reply>, _ request: Request
        ) async throws -> Reply {
            try await pool.call(
                method, request, timeoutMilliseconds: AuditLimits.listMilliseconds)
        }
        var numbers: [UInt64] = []
        func hold(
            _ sequence: UInt64, _ compare: @escaping @Sendable (PlatformAudit) -> [TruthFigure]
        ) async {
            numbers.append(
                await checks.change { $0.askTruth(journal, at: sequence, compare) })
        }
        let whole = try await call(PoolMethods.getPool, GetPoolRequest(platform: request.platform))
        await hold(whole.sequence) { $0.compare(whole) }
        if request.member != 0 {
            let position = try await call(
                PoolMethods.getPosition,
                GetPositionRequest(platform: request.platform, member: request.member))
            await hold(position.sequence) { $0.compare(position) }
        }
        if request.paidFen != 0 {
            let (paid, contribution) = (request.paidFen, request.contributionFen)
            let quote = try await call(
                PoolMethods.quoteSettle,
                QuoteSettleRequest(
                    platform: request.platform, paidFen: paid, contributionFen: contribution))
            await hold(quote.sequence) {
                $0.compare(quote, paid: paid, contribution: contribution)
            }
        }
        return numbers
    }

    /// Waits a moment for the entries that the pool's answers are of.
    private func answers(
        to numbers: [UInt64], _ journal: JournalName
    ) async throws -> [TruthFigure] {
        let step = 10
        var figures: [TruthFigure] = []
        var waited = 0
        for number in numbers {
            while true {
                let answer = await checks.change { $0.truths.takeAnswer(number) }
                if case .figures(let found) = answer {
                    figures += found
                    break
                }
                guard answer == nil, waited < AuditLimits.truthMilliseconds else {
                    await checks.change { $0.truths.giveUp(numbers) }
                    throw RPCError(
                        .unavailable,
                        "the audit does not stand at the entry of \(journal) that the pool's "
                            + "figures are of; ask again",
                        reason: "audit_behind")
                }
                waited += step
                try await Task.sleep(for: .milliseconds(step))
            }
        }
        return figures
    }
}

extension TruthFigure {
    /// A figure that is not compared does not agree either.
    package var differs: Bool { !agrees && notCompared.isEmpty }

    /// One violation for each figure that is not what the entries give.
    static func violations(_ figures: [TruthFigure], in journal: JournalName) -> [Violation] {
        figures.filter(\.differs).map { figure in
            Violation(
                rule: .truth,
                place: EntryPlace(journal: journal.description, sequence: figure.sequence),
                sentence: "the pool serves another \(figure.name) of the \(figure.subject) than "
                    + "its entries give",
                expected: figure.recomputed, found: figure.served)
        }
    }
}
