internal import Wire

/// One return of an order, as the order's journal tells it.
struct PlainReturn: Sendable {
    enum State: Int, Sendable {
        case asked, approved, recomputed, refunded, done, rejected
        /// Rejected while it was stuck: the rewards are to be as before. After settlement alone.
        case givenUp
    }

    var asked: ReturnAsked
    var state = State.asked
    var recomputed: ReturnRecomputed?
    var refunded: ReturnRefunded?
    /// The entries of the order that other services must answer for.
    var places: [OrderHop: EntryPlace] = [:]
    var compared: Set<OrderHop> = []

    var isOpen: Bool { state != .done && state != .rejected }
}

/// The returns of one order, and what the services that it called say of them.
struct OrderReturns: Sendable {
    var list: [PlainReturn] = []
    /// The pool's refunds of the order, by number.
    var refunds: [UInt32: Refunded] = [:]
    /// Referral's, by the return's number; those that are faulty are reported already.
    var rewards: [UInt32: (event: RewardsRecomputed, place: EntryPlace, isFaulty: Bool)] = [:]
    /// What the catalog put on the shelf, in its order; nil for a faulty entry.
    var shelved: [[UInt64: Int64]?] = []
    /// What the order says is on the shelf again, in its order.
    var claimed: [(pieces: [UInt64: Int64], place: EntryPlace)] = []
    var shelvesCompared = 0
    /// What was looked for and not found.
    var givenUp: Set<Answer> = []

    /// An answer of another service, by the number that it has there or in the order.
    struct Answer: Hashable, Sendable {
        var hop: OrderHop
        var number: UInt32
    }

    var open: PlainReturn? { list.last.flatMap { $0.isOpen ? $0 : nil } }
}

extension OrderRecord {
    /// Answers to returns that the order claims and that are not there, each with the claim.
    var answersMissing: [(answer: OrderReturns.Answer, claim: EntryPlace)] {
        var found: [(OrderReturns.Answer, EntryPlace)] = []
        func look(_ hop: OrderHop, _ number: UInt32, _ isThere: Bool, _ claim: EntryPlace) {
            let answer = OrderReturns.Answer(hop: hop, number: number)
            guard !isThere, !returns.givenUp.contains(answer) else { return }
            found.append((answer, claim))
        }
        for item in returns.list {
            let number = item.asked.number
            // What comes after it claims it as well.
            if let place = item.places[.rewardsRecomputed] ?? item.places[.refunded] {
                look(.rewardsRecomputed, number, returns.rewards[number] != nil, place)
            }
            if let place = item.places[.refunded], let refund = item.refunded?.refund, refund > 0 {
                look(.refunded, refund, returns.refunds[refund] != nil, place)
            }
        }
        // The first refund of an order is a hop of its own.
        if let refund = moneyReturned?.refund, refund > 1 {
            look(.refunded, refund, returns.refunds[refund] != nil, place(.moneyReturned))
        }
        for (index, claim) in returns.claimed.enumerated().dropFirst(returns.shelved.count) {
            look(.stockRestocked, UInt32(index + 1), false, claim.place)
        }
        return found
    }

    /// Pieces by line that did not come back before return `number`.
    func pieces(before number: UInt32) -> [Int64] {
        var left = lines.map { Int64($0.quantity) }
        for item in returns.list where item.asked.number < number && item.state == .done {
            for line in item.asked.lines where left.indices.contains(Int(line.line) - 1) {
                left[Int(line.line) - 1] -= Int64(line.quantity)
            }
        }
        return left
    }

    /// What is left in the end.
    var piecesLeft: [Int64] { pieces(before: .max) }

    /// Everything came back, piece by piece.
    var isReturnedWhole: Bool {
        guard !lines.isEmpty, returns.list.last?.state == .done else { return false }
        return piecesLeft.allSatisfy { $0 == 0 }
    }

    /// Nothing is left for referral to share.
    var isRecomputedToNothing: Bool {
        guard let last = returns.list.last, last.recomputed != nil else { return false }
        return zip(pieces(before: last.asked.number), Self.pieces(of: last, lines))
            .allSatisfy { $0 == $1 }
    }

    /// The pieces of a return by line.
    static func pieces(of item: PlainReturn, _ lines: [ReservedLine]) -> [Int64] {
        var pieces = lines.map { _ in Int64(0) }
        for line in item.asked.lines where pieces.indices.contains(Int(line.line) - 1) {
            pieces[Int(line.line) - 1] += Int64(line.quantity)
        }
        return pieces
    }

    /// Those of a return by product.
    func goods(of item: PlainReturn) -> [UInt64: Int64] {
        zip(lines, Self.pieces(of: item, lines)).reduce(into: [:]) { sums, line in
            guard line.1 > 0 else { return }
            sums[line.0.product, default: 0] += line.1
        }
    }

    /// All of the order by product.
    var allGoods: [UInt64: Int64] {
        lines.reduce(into: [:]) { $0[$1.product, default: 0] += Int64($1.quantity) }
    }

    /// What the pieces of a return cost: the price of a piece, times the pieces.
    func price(of item: PlainReturn) -> Int64 {
        zip(lines, Self.pieces(of: item, lines)).reduce(0) { sum, line in
            sum &+ PlainReturn.part(line.0.paidFen, line.1, of: line.0.quantity)
        }
    }

    /// What went back to the member in money by returns: the pieces' price, less what coins and a
    /// subsidy had paid of it.
    var returnedFen: Int64 {
        returns.list.filter { $0.state == .refunded || $0.state == .done }.reduce(0) { sum, item in
            let back = PlainSources(item.refunded?.back)
            return sum &+ price(of: item) &- back.subsidy &- back.coins
        }
    }

    /// The parts of all that is left: what coins pay is none of the platform's, then none of the
    /// rewards'.
    var partsLeft: PlainWaterfall {
        var sum = PlainWaterfall(nil)
        for (line, left) in zip(lines, piecesLeft) {
            sum.add(PlainWaterfall(line.waterfall).part(left, of: line.quantity))
        }
        guard parts.held.coins > 0 else { return sum }
        let shared = sum.platform &+ sum.commission
        sum.commission = 0
        sum.platform = shared
        for (line, left) in zip(payments, piecesLeft) {
            sum.commission &+= line.budget(of: left)
            sum.platform &-= line.budget(of: left) &+ line.coins(of: left)
        }
        return sum
    }

    /// What a return gives back to coins and subsidy by its lines; nil where nothing goes by them.
    func backByLine(of item: PlainReturn) -> (coins: Int64, subsidy: Int64, own: Int64)? {
        guard parts.areByLine else { return nil }
        let before = pieces(before: item.asked.number)
        let after = zip(before, Self.pieces(of: item, lines)).map { $0 - $1 }
        let earlier = returns.list.filter { $0.asked.number < item.asked.number }
        let subsidy = earlier.reduce(parts.grantFen) {
            $0 &- PlainSources($1.refunded?.back).subsidy
        }
        return payments.back(from: before, to: after, subsidyLeft: subsidy)
    }

    /// The rewards of what is left: referral's of the last return, unless its entry is at fault
    /// or never came.
    var rowsLeft: (rows: [RewardRow], unallocated: Int64) {
        let last = returns.list.last { item in
            item.state != .rejected
                && (item.recomputed != nil || returns.rewards[item.asked.number] != nil)
        }
        guard let last else { return (rows, unallocatedFen) }
        if let found = returns.rewards[last.asked.number], !found.isFaulty {
            return (found.event.rows, found.event.unallocatedFen)
        }
        return (last.recomputed?.rows ?? [], last.recomputed?.unallocatedFen ?? 0)
    }
}

extension PlainReturn {
    /// ⌊all · part ÷ whole⌋.
    static func part(_ all: Int64, _ part: Int64, of whole: UInt32) -> Int64 {
        whole == 0 ? 0 : Int64(clamping: Int128(all) * Int128(part) / Int128(whole))
    }
}

extension PlainWaterfall {
    func part(_ pieces: Int64, of whole: UInt32) -> PlainWaterfall {
        var part = self
        part.cost = PlainReturn.part(cost, pieces, of: whole)
        part.commission = PlainReturn.part(commission, pieces, of: whole)
        part.platform = PlainReturn.part(platform, pieces, of: whole)
        part.tax = PlainReturn.part(tax, pieces, of: whole)
        part.fee = PlainReturn.part(fee, pieces, of: whole)
        part.contribution = PlainReturn.part(contribution, pieces, of: whole)
        return part
    }
}
