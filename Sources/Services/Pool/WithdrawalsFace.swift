import Domain
import Journal
import Transport
import Wire

/// The commands about withdrawals. What is told about them is in `WithdrawalsFace+Queries`.
struct WithdrawalsFace: Sendable {
    let gate: CommandGate<PoolBook>
    let vault: PayoutAccountVault
    /// Wall time in microseconds, for questions; commands get that of their entries.
    let clock: @Sendable () -> Int64

    func register(on router: inout Router) {
        router.unary(WithdrawalsMethods.setWithdrawalPolicy) { [self] in try await setPolicy($0, $1)
        }
        router.unary(WithdrawalsMethods.linkOperator) { [self] in try await link($0, $1) }
        router.unary(WithdrawalsMethods.registerPayoutAccount) { [self] in
            try await registerAccount($0, $1)
        }
        router.unary(WithdrawalsMethods.requestWithdrawal) { [self] in try await request($0, $1) }
        router.unary(WithdrawalsMethods.cancelWithdrawal) { [self] in try await cancel($0, $1) }
        router.unary(WithdrawalsMethods.refuseWithdrawal) { [self] in try await refuse($0, $1) }
        router.unary(WithdrawalsMethods.approveWithdrawal) { [self] in try await approve($0, $1) }
        router.unary(WithdrawalsMethods.sendWithdrawals) { [self] in try await send($0, $1) }
        router.unary(WithdrawalsMethods.payoutCallback) { [self] in try await callback($0, $1) }
        registerQueries(on: &router)
    }

    // MARK: - Settings

    private func setPolicy(
        _ call: Call, _ request: SetWithdrawalPolicyRequest
    ) async throws -> SetWithdrawalPolicyResponse {
        let policy = try Domain.WithdrawalPolicy(request.policy)
        return try await run(call, request, request.platform, request.requestID) {
            books, person, at throws(BooksRejection) in
            try books.setWithdrawalPolicy(policy, by: person, at: at)
        } reply: { books, _ in
            SetWithdrawalPolicyResponse(policy: books.withdrawals.policy.message)
        }
    }

    private func link(
        _ call: Call, _ request: LinkOperatorRequest
    ) async throws -> LinkOperatorResponse {
        let member = try MemberID(request.member, field: "member")
        return try await run(call, request, request.platform, request.requestID) {
            books, person, at throws(BooksRejection) in
            try books.linkOperator(
                request.operator, to: member, isLinked: !request.remove, by: person, at: at)
        } reply: { _, _ in
            LinkOperatorResponse()
        }
    }

    /// The account's name is kept beside the journal before the entry that refers to it.
    private func registerAccount(
        _ call: Call, _ request: RegisterPayoutAccountRequest
    ) async throws -> RegisterPayoutAccountResponse {
        let member = try MemberID(request.member, field: "member")
        try call.checkActing(for: request.member)
        let channel = try Domain.PayoutChannel(request.channel)
        let text = try PayoutAccountText(checking: request.text, for: channel)
        let reference = vault.reference(
            text, request.channel, of: request.member, on: request.platform)
        // Where there is no platform, nothing is kept.
        try await gate.read(request.platform) { book in _ = try book.opened() }
        do {
            try await vault.keep(text, as: reference)
        } catch {
            throw RPCError(
                .unavailable, "the payout account could not be kept; ask again",
                reason: "payout_account_not_kept")
        }
        return try await run(call, request, request.platform, request.requestID) {
            books, person, at throws(BooksRejection) in
            try books.registerPayoutAccount(reference, channel, of: member, by: person, at: at)
        } reply: { books, _ in
            let account = books.withdrawals.account(of: member)
            return RegisterPayoutAccountResponse(
                reference: account?.reference ?? "",
                usableFromUs: account?.usableFrom.microseconds ?? 0)
        }
    }

    // MARK: - From request to callback

    private func request(
        _ call: Call, _ request: RequestWithdrawalRequest
    ) async throws -> RequestWithdrawalResponse {
        let member = try MemberID(request.member, field: "member")
        try call.checkActing(for: request.member)
        let amount = Money(fen: request.amountFen)
        return try await run(call, request, request.platform, request.requestID) {
            books, person, at throws(BooksRejection) in
            try books.requestWithdrawal(amount, of: member, by: person, at: at)
        } reply: { books, _ in
            RequestWithdrawalResponse(withdrawal: books.withdrawals.withdrawals.last?.message)
        }
    }

    private func cancel(
        _ call: Call, _ request: CancelWithdrawalRequest
    ) async throws -> CancelWithdrawalResponse {
        let member = try MemberID(request.member, field: "member")
        try call.checkActing(for: request.member)
        let id = try WithdrawalID(request.withdrawal, field: "withdrawal")
        return try await run(call, request, request.platform, request.requestID) {
            books, person, at throws(BooksRejection) in
            try books.cancelWithdrawal(id, of: member, by: person, at: at)
        } reply: { books, _ in
            CancelWithdrawalResponse(withdrawal: books.withdrawals.withdrawal(id)?.message)
        }
    }

    private func refuse(
        _ call: Call, _ request: RefuseWithdrawalRequest
    ) async throws -> RefuseWithdrawalResponse {
        let id = try WithdrawalID(request.withdrawal, field: "withdrawal")
        return try await run(call, request, request.platform, request.requestID) {
            books, person, at throws(BooksRejection) in
            try books.refuseWithdrawal(id, reason: request.reason, by: person, at: at)
        } reply: { books, _ in
            RefuseWithdrawalResponse(withdrawal: books.withdrawals.withdrawal(id)?.message)
        }
    }

    private func approve(
        _ call: Call, _ request: ApproveWithdrawalRequest
    ) async throws -> ApproveWithdrawalResponse {
        let id = try WithdrawalID(request.withdrawal, field: "withdrawal")
        return try await run(call, request, request.platform, request.requestID) {
            books, person, at throws(BooksRejection) in
            try books.approveWithdrawal(id, by: person, at: at)
        } reply: { books, _ in
            ApproveWithdrawalResponse(withdrawal: books.withdrawals.withdrawal(id)?.message)
        }
    }

    private func send(
        _ call: Call, _ request: SendWithdrawalsRequest
    ) async throws -> SendWithdrawalsResponse {
        let channel = try Domain.PayoutChannel(request.channel)
        let named = try request.withdrawals.map { number throws in
            try WithdrawalID(number, field: "withdrawals")
        }
        return try await run(call, request, request.platform, request.requestID) {
            books, person, at throws(BooksRejection) in
            let ids = named.isEmpty ? books.withdrawals.oldestApproved(by: channel) : named
            return try books.sendWithdrawals(ids, by: channel, sender: person, at: at)
        } reply: { books, _ in
            let batch = books.withdrawals.batches.last
            return SendWithdrawalsResponse(
                batch: batch?.id.rawValue ?? 0,
                count: UInt32(clamping: batch?.withdrawals.count ?? 0),
                totalFen: batch?.total.fen ?? 0)
        }
    }

    private func callback(
        _ call: Call, _ request: PayoutCallbackRequest
    ) async throws -> PayoutCallbackResponse {
        let callback = try PayoutCallback(request)
        return try await run(call, request, request.platform, request.requestID) {
            books, person, at throws(BooksRejection) in
            try books.payoutCallback(callback, by: person, at: at)
        } reply: { books, events in
            var response = PayoutCallbackResponse(
                accepted: true,
                state: books.withdrawals.withdrawal(callback.id)?.state.name.message
                    ?? .unspecified)
            if case .withdrawal(.callbackRefused(let refused)) = events.first {
                response.accepted = false
                response.refused = refused.reason.rawValue
            }
            return response
        }
    }

    /// Runs a command by the caller, at the time of its entries.
    private func run<Request: Message, Reply: Message>(
        _ call: Call, _ request: Request, _ platform: String, _ id: String,
        command:
            @escaping @Sendable (inout PoolBooks, Person, Instant) throws(BooksRejection) ->
            [BookEvent],
        reply: @escaping @Sendable (borrowing PoolBooks, [BookEvent]) -> Reply
    ) async throws -> Reply {
        let person = Person("\(call.caller)")
        return try await gate.run(call, request, on: platform, id: id) { book, now in
            let events = try book.run { books throws(BooksRejection) in
                try command(&books, person, Instant(microseconds: now))
            }
            return (events.map { $0.entry() }, reply(try book.opened(), events))
        }
    }
}

extension PayoutCallback {
    fileprivate init(_ request: PayoutCallbackRequest) throws(RPCError) {
        let outcome: Outcome
        switch request.outcome {
        case .paid:
            guard request.failureCode.isEmpty else {
                throw RPCError.malformed(
                    "failure_code", "failure_code is stated of what was paid; leave it out")
            }
            outcome = .paid
        case .failed: outcome = .failed(code: request.failureCode)
        case .unspecified:
            throw RPCError.malformed("outcome", "outcome is missing; state PAID or FAILED")
        }
        self.init(
            id: try WithdrawalID(request.withdrawal, field: "withdrawal"),
            amount: Money(fen: request.amountFen),
            channel: try Domain.PayoutChannel(request.channel),
            outcome: outcome)
    }
}

extension PayoutAccountText {
    /// Bytes of a holder's and of a bank's name.
    private static let nameBytesMax = 100
    private static let accountBytesMax = 64

    /// Refuses, without repeating it, a text that no payout file could carry.
    init(checking text: PayoutAccountText?, for channel: Domain.PayoutChannel) throws(RPCError) {
        guard let text else {
            throw RPCError.malformed("text", "text is missing; state holder and account")
        }
        guard Self.isName(text.holder) else {
            throw RPCError.malformed(
                "text.holder",
                "text.holder has \(text.holder.utf8.count) bytes, or begins or contains what a "
                    + "name does not; state 1 to \(Self.nameBytesMax) bytes")
        }
        guard (1...Self.accountBytesMax).contains(text.account.utf8.count),
            text.account.utf8.allSatisfy(Self.isAccountByte)
        else {
            throw RPCError.malformed(
                "text.account",
                "text.account is not 1 to \(Self.accountBytesMax) of A-Z, a-z, 0-9, . _ @ -")
        }
        guard channel == .bank ? Self.isName(text.bank) : text.bank.isEmpty else {
            throw RPCError.malformed(
                "text.bank", "text.bank is the bank's name for a bank account, empty for others")
        }
        self = text
    }

    private static func isName(_ text: String) -> Bool {
        guard (1...nameBytesMax).contains(text.utf8.count) else { return false }
        // A sheet of cells would take these as the beginning of a formula.
        guard !"=+-@ ".contains(text.first ?? "=") else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "\""
                && !(0x80...0x9F).contains(scalar.value)
                && scalar.value != 0x2028 && scalar.value != 0x2029
        }
    }

    private static func isAccountByte(_ byte: UInt8) -> Bool {
        byte.isCodeCharacter || byte == UInt8(ascii: "@")
    }
}
