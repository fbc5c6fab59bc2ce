internal import Wire

// What must follow a command before the next one: series end, exits, splits (pool.md §3).
extension PlainPool {
    enum Consequence: Equatable, Sendable {
        case seriesEnd
        case exit(UInt64)
        case split(UInt64)
    }

    /// What must come next, if anything.
    mutating func nextDue() -> Consequence? {
        guard !isAllotting else { return nil }
        guard windUps == nil else { return nil }
        guard figures.supply > 0 else { return isSeriesOpen ? .seriesEnd : nil }
        while let place = queue.next {
            guard lots[place.lot] != nil else {
                queue.removeNext()
                continue
            }
            guard isDue(place, on: figures) else { break }
            return .exit(place.lot)
        }
        return isSplitDue ? .split(splitMultiple) : nil
    }

    /// target ÷ (10,000 × granted) ≤ P ÷ S, crosswise: 60 + 62 bits against 50 + 14 + 127.
    func isDue(_ place: PlainExitQueue.Place, on now: Figures) -> Bool {
        Wide(UInt128(place.target)).times(now.supply)
            <= Wide(place.granted).times(now.reserve).times(10_000)
    }

    private var isSplitDue: Bool {
        guard splitMultiple > 0 else { return false }
        let after = UInt128(figures.supply) * UInt128(splitMultiple)
        guard after <= UInt128(Self.supplyMax) else { return false }
        return Wide(UInt128(figures.reserve)).times(1_000_000)
            >= Wide(after).times(openingPrice)
    }

    mutating func exit(_ event: Exited, at place: EntryPlace, _ sheet: inout ViolationSheet) {
        let entry = RecordedPayout(event)
        makeUpForExits(before: entry, at: place, &sheet)
        let due = nextDue()
        switch due {
        case .exit(event.lot):
            break
        case .exit(let other) where lots[event.lot] != nil:
            sheet.note(
                .exit, place, "another lot with a lower threshold goes first",
                expected: "lot \(other)", found: "lot \(event.lot)")
        case .seriesEnd, .split, .exit, nil:
            sheet.note(
                .exitEarly, place, "lot \(event.lot) is forced out and is not due",
                expected: due.map { "\($0)" } ?? "nothing due", found: "exit of lot \(event.lot)")
            // It is booked only if the figures say that it took place.
            guard let lot = lots[event.lot],
                worth(of: lot, lot.units, asExit: true, on: figures).agrees(with: entry)
            else { return }
        }
        let openBefore = lots[event.lot] != nil
        pay(entry, at: place, &sheet)
        if openBefore, lots[event.lot] == nil { exits += 1 }
    }

    /// Exits that were due before this one and are not recorded. That they took place all the
    /// same shows in the figures; otherwise it is this one that is out of turn.
    private mutating func makeUpForExits(
        before entry: RecordedPayout, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        while case .exit(let other) = nextDue(), other != entry.lot {
            var made = self
            made.makeUpFor(exitOf: other)
            guard let lot = made.lots[entry.lot],
                made.worth(of: lot, lot.units, asExit: true, on: made.figures).agrees(with: entry)
            else { return }
            self = made
            noteMissing(exitOf: other, at: place, &sheet)
        }
    }

    private func noteMissing(
        exitOf id: UInt64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        sheet.note(
            .exitMissing, place, "lot \(id) is due and is not forced out",
            expected: "exit of lot \(id)", found: "nothing")
    }

    /// What is due before a split or the end of a series.
    private mutating func makeUpForExits(at place: EntryPlace, _ sheet: inout ViolationSheet) {
        while case .exit(let id) = nextDue() {
            noteMissing(exitOf: id, at: place, &sheet)
            makeUpFor(exitOf: id)
        }
    }

    mutating func split(_ event: Split, at place: EntryPlace, _ sheet: inout ViolationSheet) {
        makeUpForExits(at: place, &sheet)
        let due = nextDue()
        guard due == .split(event.ratio) else {
            sheet.note(
                .split, place, "points are split by \(event.ratio) and that is not due",
                expected: due.map { "\($0)" } ?? "nothing due", found: "split(\(event.ratio))")
            return
        }
        let after = Figures(
            reserve: figures.reserve, supply: figures.supply * splitMultiple)
        multiplyPoints()
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits, expected: after, at: place,
            &sheet)
    }

    private mutating func multiplyPoints() {
        for id in lots.keys {
            guard var lot = lots[id] else { continue }
            lot.units = Self.product(lot.units, splitMultiple)
            lot.granted = PlainExitQueue.scaled(lot.granted, by: splitMultiple)
            lots[id] = lot
        }
        queue.split(by: splitMultiple)
        trust = Self.product(trust, splitMultiple)
        splitRatios.append(splitMultiple)
    }

    mutating func close(_ event: SeriesClosed, at place: EntryPlace, _ sheet: inout ViolationSheet)
    {
        makeUpForExits(at: place, &sheet)
        guard nextDue() == .seriesEnd else {
            sheet.note(
                .seriesEnd, place, "a series is closed while its points circulate",
                expected: "\(figures.supply) µpt in circulation", found: "series_closed")
            return
        }
        if event.series != series || UInt64(exactly: event.orphanedFen) != figures.reserve {
            sheet.note(
                .seriesEnd, place, "the series is not closed as the rules say",
                expected: "series \(series), \(figures.reserve) fen",
                found: "series \(event.series), \(event.orphanedFen) fen")
        }
        endSeries()
        conclude(
            reserve: event.reserveFen, supply: event.supplyUnits, expected: Figures(),
            at: place, &sheet)
    }

    private mutating func endSeries() {
        orphan = Self.sum(orphan, figures.reserve)
        figures.reserve = 0
        series += 1
        isSeriesOpen = false
        lots.removeAll()
        queue = PlainExitQueue()
        beginSeries()
    }

    /// Called before each command and at the end of each group: nothing may be due any more.
    /// What is, was missed; it is reported and made up for, as the rules would have had it.
    mutating func finish(at place: EntryPlace, _ sheet: inout ViolationSheet) {
        while let due = nextDue() {
            switch due {
            case .seriesEnd:
                sheet.note(
                    .seriesEnd, place, "no points circulate and the series is not closed",
                    expected: "series_closed \(series)", found: "nothing")
                endSeries()
            case .exit(let id):
                noteMissing(exitOf: id, at: place, &sheet)
                makeUpFor(exitOf: id)
            case .split(let ratio):
                sheet.note(
                    .split, place, "a split is due and is not made", expected: "split(\(ratio))",
                    found: "nothing")
                figures.supply *= ratio
                multiplyPoints()
            }
        }
    }

    private mutating func makeUpFor(exitOf id: UInt64) {
        guard let lot = lots[id] else { return }
        let worth = worth(of: lot, lot.units, asExit: true, on: figures)
        if let after = worth.after(paying: worth.payout.floor(), for: lot.units) {
            figures = after
        }
        lots[id] = nil
        exits += 1
    }
}
