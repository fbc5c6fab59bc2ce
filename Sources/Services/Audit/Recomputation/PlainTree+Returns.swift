internal import Wire

// Rewards after a return: all rows anew for what is left, with the rates and the payees of Share.
extension PlainTree {
    /// An order whose rewards are pending.
    struct Pending: Sendable {
        var shared: Shared
        /// By rule: who earned when it was shared; 0 for nobody.
        var payees: (direct: UInt64, indirect: UInt64)
        /// As the last return left them.
        var rows: [Row]
        var left: [PiecesLeft]?
        var number: UInt32 = 0
    }

    mutating func end(_ order: UInt64) {
        pending[order] = nil
        over.insert(contentsOf: order..<(order + 1))
    }

    /// Whether the entry is right.
    mutating func check(
        _ event: RewardsRecomputed, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) -> Bool {
        // After settlement the member's request says what must come out, and the pool what may.
        if pending[event.order] == nil, over.contains(event.order) { return true }
        guard var order = pending[event.order], let rates = order.shared.rates else {
            sheet.note(
                .rewards, place, "rewards of order \(event.order) are recomputed and none wait",
                expected: "an order that was shared and is not over",
                found: "order \(event.order)")
            return false
        }
        let before = sheet.count
        checkPieces(event, order, at: place, &sheet)
        var expected: [Row] = []
        var rest: Int128 = 0
        for (line, pieces) in zip(order.shared.lines, event.left) {
            let left = ShareLine(
                line: line.line,
                baseFen: PlainReturn.part(
                    line.baseFen, Int64(pieces.left), of: pieces.pieces),
                budgetFen: PlainReturn.part(
                    line.budgetFen, Int64(pieces.left), of: pieces.pieces))
            rest += Int128(Self.share(left, to: order.payees, rates, into: &expected))
        }
        let found = event.rows.map(Row.init).filter { $0.amount != 0 }
        if sheet.count == before, found != expected {
            sheet.note(
                .rewards, place,
                "order \(event.order) shares other rewards than the rates give of what is left",
                expected: Self.sentence(expected), found: Self.sentence(found))
        } else if sheet.count == before, rest != Int128(event.unallocatedFen) {
            sheet.note(
                .budget, place, "order \(event.order) leaves another part of the budget",
                expected: "\(rest) fen", found: "\(event.unallocatedFen) fen")
        } else if sheet.count == before {
            checkChanges(event, from: order.rows, at: place, &sheet)
        }
        order.rows = found
        order.left = event.left
        order.number = event.number
        pending[event.order] = order
        if event.left.allSatisfy({ $0.left == 0 }) { end(event.order) }
        return sheet.count == before
    }

    private func checkPieces(
        _ event: RewardsRecomputed, _ order: Pending, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        let bought =
            order.left
            ?? event.left.map { line in
                PiecesLeft(line: line.line, left: line.pieces, pieces: line.pieces)
            }
        let isFewer = zip(event.left, bought).contains { $0.left < $1.left }
        let fits =
            event.left.map(\.line) == order.shared.lines.map(\.line)
            && zip(event.left, bought).allSatisfy {
                $0.left <= $1.left && $0.pieces == $1.pieces
            }
        guard !isFewer || !fits || event.number <= order.number else { return }
        sheet.note(
            .rewards, place,
            "return \(event.number) of order \(event.order) does not leave fewer pieces",
            expected: "a later return than \(order.number), less than \(bought.map(\.left))",
            found: "\(event.left.map(\.left))")
    }

    /// What is booked is the difference, row by row.
    private func checkChanges(
        _ event: RewardsRecomputed, from before: [Row], at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        var expected: [Row.Key: Int64] = [:]
        for row in before { expected[row.key, default: 0] -= row.amount }
        for row in event.rows.map(Row.init) { expected[row.key, default: 0] += row.amount }
        expected = expected.filter { $0.value != 0 }
        var found: [Row.Key: Int64] = [:]
        for change in event.changes {
            let key = Row.Key(
                line: change.line, rule: change.rule, payee: change.payee,
                generation: change.generation)
            found[key, default: 0] += change.amountFen
        }
        guard found != expected || found.count != event.changes.count else { return }
        sheet.note(
            .rewards, place, "order \(event.order) books other differences than its rows have",
            expected: "\(expected.values.sorted()) fen", found: "\(found.values.sorted()) fen")
    }
}

extension PlainTree.Row {
    /// What makes a row unique within its order.
    struct Key: Hashable, Sendable {
        var line: UInt32
        var rule: RewardRule
        var payee: UInt64
        var generation: UInt32
    }

    var key: Key { Key(line: line, rule: rule, payee: payee, generation: generation) }
}
