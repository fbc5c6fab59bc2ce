import Domain
import Journal
import Transport
import Wire

/// The lines of a member, of an order or of an account.
struct StatementFace: Sendable {
    let gate: CommandGate<PoolBook>

    /// Entries that one call reads where no index knows the account: some 10 MB.
    static let scannedEntriesMax: UInt64 = 20_000

    func register(on router: inout Router) {
        router.unary(StatementMethods.getStatement) { [self] in try await getStatement($0, $1) }
    }

    /// What a statement is about.
    private enum Subject {
        case member(MemberID)
        case order(OrderID)
        case account(Account)
    }

    private func getStatement(
        _ call: Call, _ request: GetStatementRequest
    ) async throws -> GetStatementResponse {
        let subject = try Self.subject(request)
        let limit = try pageCount(request.limit, most: 1_000)
        let (head, owner, lotOrder, balances) = try await gate.read(request.platform) { book in
            let books = try book.opened()
            return (
                book.sequence, Self.owner(of: subject, in: books),
                Self.order(of: subject, in: books), Self.balances(of: subject, in: books)
            )
        }
        try Self.check(call, owner)
        let before =
            request.beforeSequence == 0 ? head + 1 : min(request.beforeSequence, head + 1)
        let reader = StatementReader(
            gate: gate, journal: try gate.journal(request.platform), before: before,
            limit: limit)
        let page: StatementReader.Page
        switch subject {
        case .member(let member): page = try await reader.member(member) { _ in true }
        case .order(let order):
            page = try await reader.keyed(["order:\(order)"]) { _, _ in true }
        case .account(let account):
            if let member = account.member {
                page = try await reader.member(member) { $0 == account }
            } else if case .orderHeld(let order) = account {
                page = try await reader.keyed(["order:\(order)"]) { line, _ in
                    line.account == account
                }
            } else if case .lot(let lot) = account {
                let keys = ["lot:\(lot)"] + (lotOrder.map { ["order:\($0)"] } ?? [])
                page = try await reader.keyed(keys) { line, _ in line.account == account }
            } else {
                page = try await reader.scanned { $0.account == account }
            }
        }
        return GetStatementResponse(
            sequence: head, rows: page.rows, nextBeforeSequence: page.nextBefore,
            balances: balances)
    }

    private static func subject(_ request: GetStatementRequest) throws(RPCError) -> Subject {
        let named = [request.member != 0, request.order != 0, !request.account.isEmpty]
        guard named.count(where: { $0 }) == 1 else {
            throw RPCError.malformed(
                "member", "name exactly one of member, order and account")
        }
        if request.member != 0 { return .member(MemberID(rawValue: request.member)) }
        if request.order != 0 { return .order(OrderID(rawValue: request.order)) }
        guard let account = Account(request.account) else {
            throw RPCError.malformed(
                "account",
                "account \"\(request.account.prefix(64))\" is none; name one like "
                    + "wallet:42 or reserve")
        }
        return .account(account)
    }

    // MARK: - Who may read it

    private static func owner(of subject: Subject, in books: borrowing PoolBooks) -> MemberID? {
        switch subject {
        case .member(let member): member
        case .order(let order): owner(of: order, in: books)
        case .account(.orderHeld(let order)): owner(of: order, in: books)
        case .account(.lot(let lot)): books.pool.lot(lot)?.member
        case .account(let account): account.member
        }
    }

    private static func owner(of order: OrderID, in books: borrowing PoolBooks) -> MemberID? {
        do throws(BooksRejection) {
            return try books.money(of: order).member
        } catch {
            return nil
        }
    }

    private static func order(of subject: Subject, in books: borrowing PoolBooks) -> OrderID? {
        guard case .account(.lot(let lot)) = subject else { return nil }
        return books.order(of: lot)
    }

    /// Whoever acts for one member reads what is that member's.
    private static func check(_ call: Call, _ owner: MemberID?) throws(RPCError) {
        guard call.caller.role == .gateway else { return }
        guard let owner else {
            throw RPCError(
                .permissionDenied, "the account belongs to no member; an operator may read it",
                reason: "not_the_owner")
        }
        try call.checkActing(for: owner.rawValue)
    }

    private static func balances(
        of subject: Subject, in books: borrowing PoolBooks
    ) -> [Wire.Line] {
        let accounts: [Account] =
            switch subject {
            case .member(let member): Account.all(of: member)
            case .order(let order): [.orderHeld(order)]
            case .account(let account): [account]
            }
        return accounts.map { Domain.Line($0, books.ledger.balance($0)).message }
            .filter { $0.amount != 0 }
    }
}
