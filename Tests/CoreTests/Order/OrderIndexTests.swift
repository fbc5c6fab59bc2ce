import Testing

@testable import Domain

@Suite("Pages of orders")
struct OrderIndexTests {
    /// Somebody who asks for one page after the other.
    private struct Reader {
        let filter: OrderFilter
        let limit: Int
        var position: OrderPosition?
        var seen: [OrderID] = []
        /// There when the first page was read, and matching ever since.
        var expected: Set<OrderID>
    }

    @Test(
        "pages are what a plain list says, while orders come and change",
        arguments: 0..<40 as Range<UInt64>)
    func pages(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var listed = ListedOrders()
        listed.wait(ShanghaiDay(number: 10_000).start.microseconds)
        var readers: [Reader] = []
        var ended = 0
        for _ in 0..<1_500 {
            try listed.happen(&random)
            for index in readers.indices {
                let filter = readers[index].filter
                for id in listed.touched where !listed.matches(id, filter) {
                    readers[index].expected.remove(id)
                }
            }
            if readers.count < 3 {
                let filter = listed.question(&random)
                readers.append(
                    Reader(
                        filter: filter,
                        limit: [1, 2, 3, 7, 100].randomElement(using: &random) ?? 1,
                        expected: Set(listed.matching(filter).map(\.order))))
            }
            for index in readers.indices.reversed() where Bool.random(using: &random) {
                guard !expectPage(&readers[index], listed) else { continue }
                let reader = readers.remove(at: index)
                #expect(Set(reader.seen).count == reader.seen.count)
                #expect(reader.expected.isSubset(of: reader.seen))
                ended += 1
            }
        }
        #expect(ended > 50)
        for order in listed.plain {
            let standing = try #require(listed.index.standing(of: order.position.order))
            #expect(standing.phase == order.phase && standing.isStuck == order.isStuck)
            #expect(standing.isFinished == order.isFinished)
            #expect(listed.index.member(of: order.position.order) == order.member)
        }
    }

    /// Reads a page and compares it; false after the last one.
    private func expectPage(_ reader: inout Reader, _ listed: ListedOrders) -> Bool {
        let page = listed.index.page(
            reader.filter, after: reader.position, limit: reader.limit)
        let left = listed.matching(reader.filter).filter { position in
            guard let last = reader.position else { return true }
            return reader.filter.isNewestFirst ? position < last : position > last
        }
        #expect(page.orders == left.prefix(reader.limit).map(\.order), "\(reader.filter)")
        #expect((page.next == nil) == (left.count <= reader.limit))
        reader.seen += page.orders
        reader.position = page.next
        return page.next != nil
    }

    @Test("the last page is the last one, at one order less, as many and one more")
    func ends() throws {
        for (count, limit) in [(1, 2), (2, 2), (3, 2), (499, 500), (500, 500), (501, 500)] {
            var listed = ListedOrders()
            for _ in 0..<count {
                try listed.run(.place(MemberID(rawValue: 7), lines: [OrderLine(1, 1)]))
            }
            for isNewestFirst in [false, true] {
                for member in [nil, MemberID(rawValue: 7)] {
                    var filter = OrderFilter()
                    filter.member = member
                    filter.isNewestFirst = isNewestFirst
                    let page = listed.index.page(filter, after: nil, limit: limit)
                    #expect(page.orders.count == min(count, limit))
                    #expect((page.next == nil) == (count <= limit))
                    guard let next = page.next else { continue }
                    let rest = listed.index.page(filter, after: next, limit: limit)
                    #expect(rest.orders.count == count - limit && rest.next == nil)
                }
            }
        }
    }

    @Test("a time range has its first moment and not its last, whatever was placed when")
    func range() throws {
        var listed = ListedOrders()
        for time in [5, 6, 6, 7] as [Int64] {
            listed.wait(time - listed.world.now.microseconds)
            try listed.run(.place(MemberID(rawValue: 1), lines: [OrderLine(1, 1)]))
        }
        for (from, until, found) in [
            (5, 7, [1, 2, 3]), (6, 7, [2, 3]), (6, 6, []), (7, 8, [4]), (8, 9, []), (0, 6, [1]),
            (.min, .max, [1, 2, 3, 4]),
        ] as [(Int64, Int64, [UInt64])] {
            var filter = OrderFilter()
            filter.from = Instant(microseconds: from)
            filter.until = Instant(microseconds: until)
            #expect(listed.index.page(filter, after: nil, limit: 9).orders.map(\.rawValue) == found)
            filter.isNewestFirst = true
            #expect(
                listed.index.page(filter, after: nil, limit: 9).orders.map(\.rawValue)
                    == found.reversed())
        }
    }

    @Test("each standing has a code of its own, and nothing else has one")
    func codes() {
        let standings = (0...UInt8.max).compactMap { OrderStanding(code: $0) }
        #expect(standings.count == OrderPhase.allCases.count * 4)
        #expect(Set(standings).count == standings.count)
        for standing in standings { #expect(OrderStanding(code: standing.code) == standing) }
    }

    @Test("an order out of turn is refused, and is no order's")
    func turn() throws {
        var index = OrderIndex()
        let order = PlacedOrder(
            id: OrderID(rawValue: 2), member: MemberID(rawValue: 1), lines: [],
            at: Instant(microseconds: 1))
        #expect(throws: ReplayFault.self) {
            try index.take(.placed(order), about: [order.id], in: OrderBook())
        }
        for id in [0, 1, 2, .max] as [UInt64] {
            #expect(index.member(of: OrderID(rawValue: id)) == nil)
            #expect(index.standing(of: OrderID(rawValue: id)) == nil)
        }
    }
}

@Suite("Tokens of pages")
struct OrderPageTokenTests {
    private static let token = OrderPageToken(
        platform: "demo", OrderFilter(),
        at: OrderPosition(at: Instant(microseconds: -5), order: OrderID(rawValue: 77)))

    @Test("a token says its question and its position")
    func round() throws {
        var filter = OrderFilter()
        filter.member = MemberID(rawValue: .max)
        filter.phase = .cancelled
        filter.isStuck = true
        filter.isUnfinished = true
        filter.from = Instant(microseconds: .min)
        filter.until = Instant(microseconds: .max)
        filter.after = OrderID(rawValue: .max)
        filter.isNewestFirst = true
        #expect(
            filter.description == "member=18446744073709551615,state=cancelled,stuck,unfinished,"
                + "from_us=-9223372036854775808,until_us=9223372036854775807,"
                + "after_order=18446744073709551615,newest")
        #expect(OrderFilter().description == "oldest")
        for filter in [OrderFilter(), filter] {
            let platform = String(repeating: "p", count: PlatformID.bytesMax)
            let position = OrderPosition(
                at: Instant(microseconds: .min), order: OrderID(rawValue: .max))
            let token = OrderPageToken(platform: platform, filter, at: position)
            #expect(OrderPageToken(token.text) == token)
            #expect(token.text.utf8.count <= OrderLimits.pageTokenBytesMax)
        }
    }

    @Test("what is cut, changed or longer is no token")
    func slips() {
        let text = Self.token.text
        for end in text.indices { #expect(OrderPageToken(String(text[..<end])) == nil) }
        for index in text.indices {
            var other = text
            other.replaceSubrange(index...index, with: text[index] == "a" ? "b" : "a")
            #expect(OrderPageToken(other) == nil, "\(other)")
        }
        let long = String(repeating: "x", count: OrderLimits.pageTokenBytesMax)
        for other in [text + "0", "0" + text, text + "/", long + text, "////"] {
            #expect(OrderPageToken(other) == nil)
        }
    }
}
