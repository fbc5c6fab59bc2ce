import Domain
import Journal
import Transport
import Wire

/// The trial balance as it was after an earlier entry, from the entries themselves.
struct PastBalances: Sendable {
    private struct Sum {
        var unit: LedgerUnit
        var amount: Int128
    }

    private var sums: [String: Sum] = [:]
    /// The product of the ratios of all splits seen; nil beyond 128 bits.
    private var ratio: Int128? = 1

    /// Sums by kind of account after entry `sequence`, given those of `head` now. Reads the
    /// entries before it or, if they are fewer, those after it. O(these).
    static func rows(
        after sequence: UInt64, now: [TrialBalanceRow], head: UInt64,
        _ store: JournalStore, _ journal: JournalName
    ) async throws -> [Wire.Line] {
        if sequence <= head - sequence {
            let past = try await read(after: 0, through: sequence, store, journal)
            return past.lines
        }
        let since = try await read(after: sequence, through: head, store, journal)
        if let past = since.undone(from: now) { return past.lines }
        return try await read(after: 0, through: sequence, store, journal).lines
    }

    private static func read(
        after start: UInt64, through end: UInt64, _ store: JournalStore, _ journal: JournalName
    ) async throws -> PastBalances {
        var balances = PastBalances()
        var cursor = start
        while cursor < end {
            let entries = try await store.entries(
                journal, after: cursor, entriesMax: Int(min(end - cursor, 4_096)))
            guard !entries.isEmpty else { break }
            for bytes in entries {
                let entry = try EventUpcasts.pool.today(try JournalEntry(decoding: bytes))
                guard let event = try BookEvent(linesOf: entry) else { continue }
                balances.post(event)
            }
            cursor += UInt64(entries.count)
        }
        return balances
    }

    private mutating func post(_ event: BookEvent) {
        if let factor = event.splitRatio.map({ Int128($0) }) {
            for kind in sums.keys where sums[kind]?.unit == .points {
                sums[kind]?.amount *= factor
            }
            ratio = ratio.flatMap { before in
                let (product, overflow) = before.multipliedReportingOverflow(by: factor)
                return overflow ? nil : product
            }
        }
        for line in event.lines {
            sums[line.account.kind, default: Sum(unit: line.unit, amount: 0)].amount +=
                Int128(line.amount)
        }
    }

    /// What was there before these entries led to `now`. A split multiplied what was there.
    private func undone(from now: [TrialBalanceRow]) -> PastBalances? {
        guard let ratio else { return nil }
        var past = PastBalances()
        for row in now { past.sums[row.kind] = Sum(unit: row.unit, amount: row.amount) }
        for (kind, sum) in sums {
            past.sums[kind, default: Sum(unit: sum.unit, amount: 0)].amount -= sum.amount
        }
        for kind in past.sums.keys where past.sums[kind]?.unit == .points {
            past.sums[kind]?.amount /= ratio
        }
        return past
    }

    private var lines: [Wire.Line] {
        sums.filter { $0.value.amount != 0 }.sorted { $0.key < $1.key }.map { kind, sum in
            Wire.Line(
                account: kind, unit: sum.unit.message, amount: Int64(clamping: sum.amount))
        }
    }
}
