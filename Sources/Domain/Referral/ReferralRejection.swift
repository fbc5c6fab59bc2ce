/// Why referral refuses a command, in the order the rules are checked within a command.
package enum ReferralRejection: Rejection, Hashable {
    case memberIDOutOfRange(MemberID)
    case selfInvite(MemberID)
    case alreadyJoined(MemberID)
    case inviterNotFound(MemberID)
    case treeTooDeep(inviter: MemberID)
    case tooManyMembers
    case importOutOfRange(Int)
    case reasonOutOfRange(bytes: Int)
    case rateOutOfRange(RewardRule, BasisPoints)
    case linesOutOfRange(Int)
    case lineOutOfTurn(Int, expected: Int)
    case baseOutOfRange(line: Int, Money)
    case budgetExceedsBase(line: Int, budget: Money, base: Money)
    case memberNotFound(MemberID)
    case orderAlreadyShared(OrderID)
    case ordersOutOfRange(Int)
    case orderTwice(OrderID)
    case orderNotShared(OrderID)
    /// Its returns are over one by one; what is given up is a refund after settlement.
    case orderIsPending(OrderID)
    case returnOutOfTurn(OrderID, Int, last: Int)
    /// The line that is not the order's or has more pieces than before; 0 when no line has less.
    case piecesDoNotMatch(OrderID, line: Int)

    package var kind: RejectionKind {
        switch self {
        case .memberIDOutOfRange, .selfInvite, .importOutOfRange, .reasonOutOfRange,
            .rateOutOfRange, .linesOutOfRange, .lineOutOfTurn, .baseOutOfRange,
            .budgetExceedsBase, .ordersOutOfRange, .orderTwice, .piecesDoNotMatch:
            .invalidArgument
        case .inviterNotFound, .memberNotFound, .orderNotShared: .notFound
        case .alreadyJoined, .orderAlreadyShared: .alreadyExists
        case .treeTooDeep, .orderIsPending, .returnOutOfTurn: .failedPrecondition
        case .tooManyMembers: .outOfRange
        }
    }

    package var reason: String {
        switch self {
        case .memberIDOutOfRange: "member_id_out_of_range"
        case .selfInvite: "self_invite"
        case .alreadyJoined: "already_joined"
        case .inviterNotFound: "inviter_not_found"
        case .treeTooDeep: "tree_too_deep"
        case .tooManyMembers: "limit_reached"
        case .importOutOfRange: "import_out_of_range"
        case .reasonOutOfRange: "reason_out_of_range"
        case .rateOutOfRange: "rate_out_of_range"
        case .linesOutOfRange: "lines_out_of_range"
        case .lineOutOfTurn: "line_out_of_turn"
        case .baseOutOfRange: "base_out_of_range"
        case .budgetExceedsBase: "budget_exceeds_base"
        case .memberNotFound: "member_not_found"
        case .orderAlreadyShared: "order_already_shared"
        case .ordersOutOfRange: "orders_out_of_range"
        case .orderTwice: "order_twice"
        case .orderNotShared: "order_not_shared"
        case .orderIsPending: "order_is_pending"
        case .returnOutOfTurn: "return_out_of_turn"
        case .piecesDoNotMatch: "pieces_do_not_match"
        }
    }

    package var sentence: String {
        switch self {
        case .memberIDOutOfRange(let member):
            "member is \(member); state 1 to \(ReferralLimits.memberIDMax)"
        case .selfInvite(let member):
            "member \(member) cannot be the inviter of member \(member); name another or none"
        case .alreadyJoined(let member):
            "member \(member) has joined, and an inviter is bound once; leave it as it is"
        case .inviterNotFound(let inviter):
            "inviter \(inviter) has not joined; let the inviter join first or name none"
        case .treeTooDeep(let inviter):
            "inviter \(inviter) has \(ReferralLimits.depthMax) members above, the most; "
                + "name another or none"
        case .tooManyMembers:
            "the platform has \(ReferralLimits.membersMax) members, its most"
        case .importOutOfRange(let members):
            "members are \(members); state 1 to \(ReferralLimits.importMax) at a time"
        case .reasonOutOfRange(let bytes):
            "reason has \(bytes) bytes; state 1 to \(ReferralLimits.reasonBytesMax)"
        case .rateOutOfRange(let rule, let rate):
            "\(rule.rawValue)_bps is \(rate); state 0 to \(BasisPoints.whole)"
        case .linesOutOfRange(let lines):
            "lines are \(lines); state 1 to \(ReferralLimits.linesMax)"
        case .lineOutOfTurn(let line, let expected):
            "line is \(line) where \(expected) comes next; number the lines 1, 2, 3, …"
        case .baseOutOfRange(let line, let base):
            "base_fen of line \(line) is \(base.fen); state 0 to \(Money.amountMax.fen)"
        case .budgetExceedsBase(let line, let budget, let base):
            "budget_fen of line \(line) is \(budget.fen); state 0 to its base, \(base.fen)"
        case .memberNotFound(let member):
            "member \(member) has not joined; let the member join first"
        case .orderAlreadyShared(let order):
            "order \(order) has its rewards; nothing is left to do"
        case .ordersOutOfRange(let orders):
            "orders are \(orders); state 1 to \(ReferralLimits.confirmMax) at a time"
        case .orderTwice(let order):
            "order \(order) is named twice; name each order once"
        case .orderNotShared(let order):
            "order \(order) has no pending rewards; share it first, unless it is over"
        case .orderIsPending(let order):
            "the rewards of order \(order) are pending; only a refund after settlement is given up"
        case .returnOutOfTurn(let order, let number, let last):
            "return \(number) of order \(order) comes after return \(last); number the returns of "
                + "an order upward"
        case .piecesDoNotMatch(let order, let line):
            line == 0
                ? "no line of order \(order) has fewer pieces than before; state what is left"
                : "line \(line) is not one of order \(order) with at most the pieces it had; "
                    + "state every line with what is left of it"
        }
    }
}
