/// Why a pool refuses a command, in the order the rules are checked. A refused command changes
/// nothing.
package enum PoolRejection: String, Error, CaseIterable, Sendable {
    case woundDown = "wound_down"
    case allotmentInProgress = "allotment_in_progress"
    case noAllotmentInProgress = "no_allotment_in_progress"
    case trustNotAllotted = "trust_not_allotted"
    case trustIsEmpty = "trust_is_empty"
    case exceedsTrust = "exceeds_trust"
    case lotNotFound = "lot_not_found"
    case lotIsClosed = "lot_is_closed"
    case amountMustBePositive = "amount_must_be_positive"
    case limitReached = "limit_reached"
    case contributionExceedsPaid = "contribution_exceeds_paid"
    case noPointsCirculate = "no_points_circulate"
    case pointsCirculate = "points_circulate"
    case exceedsOrphan = "exceeds_orphan"
    case exceedsLot = "exceeds_lot"
    case piecesDoNotMatch = "pieces_do_not_match"
    case grantRoundsToZero = "grant_rounds_to_zero"
    case payoutRoundsToZero = "payout_rounds_to_zero"
    case priceMoved = "price_moved"

    package var kind: RejectionKind {
        switch self {
        case .amountMustBePositive, .contributionExceedsPaid, .piecesDoNotMatch:
            .invalidArgument
        case .lotNotFound:
            .notFound
        case .lotIsClosed, .exceedsLot, .grantRoundsToZero, .payoutRoundsToZero,
            .noPointsCirculate, .pointsCirculate, .exceedsOrphan, .woundDown, .trustNotAllotted,
            .trustIsEmpty, .exceedsTrust, .noAllotmentInProgress:
            .failedPrecondition
        case .priceMoved, .allotmentInProgress:
            .aborted
        case .limitReached:
            .outOfRange
        }
    }

    /// The rule and the remedy. `BooksRejection` adds the values.
    package var sentence: String {
        switch self {
        case .woundDown:
            "the pool is wound down; it takes no further command"
        case .allotmentInProgress:
            "the legacy trust is being allotted; send the command again in a moment"
        case .noAllotmentInProgress:
            "no allotment of the legacy trust is open; open one first"
        case .trustIsEmpty:
            "the legacy trust holds no points; wait for settlements to fill it"
        case .exceedsTrust:
            "more than the legacy trust holds; state at most that"
        case .trustNotAllotted:
            "the legacy trust still holds points; allot it first"
        case .lotNotFound:
            "no such lot; list the member's lots"
        case .lotIsClosed:
            "the lot has no points left; name an open lot"
        case .amountMustBePositive:
            "amounts must be at least 1"
        case .limitReached:
            "an amount, the reserve or the supply would pass its bound; state less"
        case .contributionExceedsPaid:
            "contribution is more than paid; state at most what was paid"
        case .noPointsCirculate:
            "no points circulate, so nobody would own the money; settle an order first"
        case .pointsCirculate:
            "points circulate; contribute to the reserve instead"
        case .exceedsOrphan:
            "more than the orphan reserve has; state at most that"
        case .exceedsLot:
            "more than the lot has; ask for its position and state at most that"
        case .piecesDoNotMatch:
            "paid_back and contribution_back must both be whole or both be partial"
        case .grantRoundsToZero:
            "the grant is below one micro-point; contribute instead"
        case .payoutRoundsToZero:
            "the payout is below one fen; redeem more units"
        case .priceMoved:
            "the payout is below minimum_payout; ask for a new quote"
        }
    }
}
