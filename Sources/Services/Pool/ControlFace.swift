import Domain
import Journal
import Transport
import Wire

/// Freezes, and winding down.
struct ControlFace: Sendable {
    let gate: CommandGate<PoolBook>
    /// Microseconds since 1970 UTC.
    let now: @Sendable () -> Int64

    func register(on router: inout Router) {
        router.unary(ControlMethods.freezePayouts) { [self] in try await freeze($0, $1) }
        router.unary(ControlMethods.thaw) { [self] in try await thaw($0, $1) }
        router.unary(ControlMethods.propose) { [self] in try await propose($0, $1) }
        router.unary(ControlMethods.confirmProposal) { [self] in try await confirm($0, $1) }
        router.unary(ControlMethods.windDown) { [self] in try await windDown($0, $1) }
        router.unary(ControlMethods.getControl) { [self] in try await getControl($1) }
    }

    private static func notice(_ call: Call, _ reason: String, _ now: Int64) -> ControlNotice {
        ControlNotice(
            by: "\(call.caller)", reason: reason, at: Instant(microseconds: now))
    }

    private func freeze(
        _ call: Call, _ request: FreezePayoutsRequest
    ) async throws -> FreezePayoutsResponse {
        try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(ControlRejection) in
                try books.freezePayouts(Self.notice(call, request.reason, now))
            }
            return (events.map { $0.entry() }, FreezePayoutsResponse())
        }
    }

    private func thaw(_ call: Call, _ request: ThawRequest) async throws -> ThawResponse {
        let scope = try Domain.ControlScope(request.scope)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(ControlRejection) in
                try books.thaw(scope, Self.notice(call, request.reason, now))
            }
            return (events.map { $0.entry() }, ThawResponse())
        }
    }

    private func propose(_ call: Call, _ request: ProposeRequest) async throws -> ProposeResponse {
        let action = try Domain.ControlAction(request.action)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(ControlRejection) in
                try books.propose(
                    action, Self.notice(call, request.reason, now),
                    days: Int(request.days), skipsNotice: request.skipNotice)
            }
            let number = try book.opened().control.nextProposal - 1
            return (events.map { $0.entry() }, ProposeResponse(proposal: number))
        }
    }

    private func confirm(
        _ call: Call, _ request: ConfirmProposalRequest
    ) async throws -> ConfirmProposalResponse {
        try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(ControlRejection) in
                try books.confirm(
                    request.proposal, by: "\(call.caller)", at: Instant(microseconds: now))
            }
            guard case .control(.confirmed(let made)) = events.first else {
                preconditionFailure("confirming records a confirmation")
            }
            return (
                events.map { $0.entry() },
                ConfirmProposalResponse(
                    action: made.action.message, untilUs: made.until.microseconds)
            )
        }
    }

    private func windDown(
        _ call: Call, _ request: WindDownRequest
    ) async throws -> WindDownResponse {
        try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, now in
            let events = try book.run { books throws(ControlRejection) in
                try books.windDown(at: Instant(microseconds: now))
            }
            var reply = WindDownResponse()
            for event in events {
                guard case .woundUp(_, _, let payout) = event.poolEvent?.change else { continue }
                reply.lots += 1
                reply.paidFen += payout.fen
            }
            return (events.map { $0.entry() }, reply)
        }
    }

    private func getControl(_ request: GetControlRequest) async throws -> GetControlResponse {
        let now = Instant(microseconds: now())
        return try await gate.read(request.platform) { book in
            let books = try book.opened()
            let (control, freeze) = (books.control, books.control.freeze(at: now))
            return GetControlResponse(
                sequence: book.sequence, payoutsFrozenBy: control.payouts?.by ?? "",
                payoutsReason: control.payouts?.reason ?? "",
                frozenUntilUs: freeze?.until.microseconds ?? 0,
                frozenReason: freeze?.reason ?? "",
                windDownFromUs: control.windDownFrom?.microseconds ?? 0,
                woundDown: books.pool.phase == .woundDown,
                proposals: control.proposals.values.sorted { $0.number < $1.number }
                    .map { $0.message })
        }
    }
}

extension ControlProposal {
    fileprivate var message: Proposal {
        Proposal(
            proposal: number, action: action.message, by: notice.by, reason: notice.reason,
            days: UInt32(clamping: days), skipNotice: skipsNotice,
            atUs: notice.at.microseconds)
    }
}
