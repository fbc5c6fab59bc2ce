internal import Wire

// Rewards after a return: all rows anew for what is left, with the rates and the payees of Share.
extension PlainTree {
    /// What new rewards of an order are worked out from.
    struct Pending: Sendable {
        var lines: [ShareLine]
        var rates: RewardRates
        /// Who earned when it was shared.
        var payees: Payees
        /// Those of them who had rows then: once it is confirmed, nobody else can earn from it.
        var earners: Payees
        /// As the last return left them.
        var rows: [Row]
        var left: [PiecesLeft]?
        var number: UInt32 = 0
    }

    mutating func end(_ order: UInt64) {
        pending[order] = nil
        confirmed.remove(order)
        over.insert(contentsOf: order..<(order + 1))
    }

    /// The rewards are paid; pieces may still come back.
    mutating func confirm(_ order: UInt64) {
        let kept = pending[order]?.packed
        guard let kept else { return }
        end(order)
        confirmed.put(kept, of: order)
    }

    /// Whether the entry is right.
    mutating func check(
        _ event: RewardsRecomputed, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) -> Bool {
        let isConfirmed = pending[event.order] == nil
        let known = pending[event.order] ?? confirmed[event.order].map { Pending($0) }
        guard var order = known else {
            sheet.note(
                .rewards, place, "rewards of order \(event.order) are recomputed and none wait",
                expected: "an order that was shared and not given back whole",
                found: "order \(event.order)")
            return false
        }
        let before = sheet.count
        checkPieces(event, order, at: place, &sheet)
        var expected: [Row] = []
        var rest: Int128 = 0
        for (line, pieces) in zip(order.lines, event.left) {
            let left = ShareLine(
                line: line.line,
                baseFen: PlainReturn.part(
                    line.baseFen, Int64(pieces.left), of: pieces.pieces),
                budgetFen: PlainReturn.part(
                    line.budgetFen, Int64(pieces.left), of: pieces.pieces))
            rest += Int128(Self.share(left, to: order.payees, order.rates, into: &expected))
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
        // Rows that are wrong are reported: what is booked next is held against the right ones.
        order.rows = expected
        order.left = event.left
        order.number = event.number
        if isConfirmed {
            confirmed.put(order.packed, of: event.order)
        } else {
            pending[event.order] = order
        }
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
            event.left.map(\.line) == order.lines.map(\.line)
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

extension PlainTree.Row {
    init(_ record: inout PackedReader) {
        self.init(
            line: UInt32(clamping: record.next()),
            rule: RewardRule(rawValue: Int32(clamping: record.next())) ?? .unspecified,
            payee: record.next(), generation: UInt32(clamping: record.next()),
            amount: record.amount(), capped: record.next() != 0)
    }

    var packed: [UInt64] {
        [
            UInt64(line), UInt64(clamping: rule.rawValue), payee, UInt64(generation),
            UInt64(bitPattern: amount), capped ? 1 : 0,
        ]
    }
}

extension PlainTree.Pending {
    init(_ record: PackedReader) {
        var record = record
        let lines = record.list { record in
            ShareLine(
                line: UInt32(clamping: record.next()), baseFen: record.amount(),
                budgetFen: record.amount())
        }
        let rates = RewardRates(
            directBps: UInt32(clamping: record.next()),
            indirectBps: UInt32(clamping: record.next()))
        let earners = PlainTree.Payees(direct: record.next(), indirect: record.next())
        let rows = record.list { PlainTree.Row(&$0) }
        let number = UInt32(clamping: record.next())
        let left = record.list { record in
            PiecesLeft(
                line: UInt32(clamping: record.next()), left: UInt32(clamping: record.next()),
                pieces: UInt32(clamping: record.next()))
        }
        self.init(
            lines: lines, rates: rates, payees: earners, earners: earners, rows: rows,
            left: left.isEmpty ? nil : left, number: number)
    }

    var packed: [UInt64] {
        var numbers = [UInt64(lines.count)]
        for line in lines {
            numbers += [
                UInt64(line.line), UInt64(bitPattern: line.baseFen),
                UInt64(bitPattern: line.budgetFen),
            ]
        }
        numbers += [UInt64(rates.directBps), UInt64(rates.indirectBps)]
        numbers += [earners.direct, earners.indirect, UInt64(rows.count)]
        numbers += rows.flatMap(\.packed)
        numbers += [UInt64(number), UInt64(left?.count ?? 0)]
        for line in left ?? [] {
            numbers += [UInt64(line.line), UInt64(line.left), UInt64(line.pieces)]
        }
        return numbers
    }
}
