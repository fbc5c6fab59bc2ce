import Testing
import Wire

@testable import tidemark

@Suite("Tool: what is printed")
struct PrintingTests {
    @Test(
        "money is yuan with two places and grouped thousands",
        arguments: [
            (0, "0.00"), (7, "0.07"), (-7, "-0.07"), (100_000, "1,000.00"),
            (-123_456_789, "-1,234,567.89"), (.max, "92,233,720,368,547,758.07"),
            (.min, "-92,233,720,368,547,758.08"),
        ] as [(Int64, String)])
    func yuan(fen: Int64, text: String) {
        #expect(FigureText.yuan(fen) == text)
    }

    @Test(
        "points show what they have of six places",
        arguments: [
            (0, "0"), (1, "0.000001"), (210_000_000, "210"), (124_950_000, "124.95"),
            (112_455_000, "112.455"), (3_940_113_721, "3,940.113721"), (-500_000, "-0.5"),
            (100_000_000_000, "100,000"),
        ] as [(Int64, String)])
    func points(units: Int64, text: String) {
        #expect(FigureText.points(units) == text)
    }

    @Test(
        "the price is floored to four places",
        arguments: [
            (30_000, 210_000_000, "1.4285"), (60_000, 357_000_000, "1.6806"),
            (90_000, 481_950_000, "1.8674"), (120_000, 594_405_000, "2.0188"),
            (0, 0, "–"), (1, .max, "0.0000"), (.max, 1, "92,233,720,368,547,758,070,000.0000"),
        ] as [(Int64, Int64, String)])
    func price(reserve: Int64, supply: Int64, text: String) {
        #expect(FigureText.price(reserveFen: reserve, supplyUnits: supply) == text)
    }

    @Test(
        "basis points are percentages",
        arguments: [(0, "0 %"), (3_000, "30 %"), (2_966, "29.66 %"), (5, "0.05 %"), (10, "0.1 %")]
            as [(UInt32, String)])
    func percent(bps: UInt32, text: String) {
        #expect(FigureText.percent(bps) == text)
    }

    @Test("columns line up and lines carry no blanks at their end")
    func table() {
        var table = Table(("order", .right), ("state", .left), ("yuan", .right))
        table.add("1", "settled", "1,000.00")
        table.add("12", "due", "0.07")
        #expect(
            table.lines == [
                "  order  state        yuan",
                "  ─────  ───────  ────────",
                "      1  settled  1,000.00",
                "     12  due          0.07",
            ])
    }

    @Test("sentences break at blanks and stay within their columns")
    func prose() {
        let lines = Prose.wrapped("a bb ccc dddd eeeee", columns: 8)
        #expect(lines == ["a bb ccc", "dddd", "eeeee"])
        #expect(Prose.wrapped("", columns: 8) == [""])
        #expect(Prose.wrapped("incompressible", columns: 8) == ["incompressible"])
    }

    @Test("times are UTC to the second")
    func time() {
        #expect(AuditText.time(1_795_468_938_875_968) == "2026-11-23 21:22:18")
        #expect(AuditText.time(0) == "1970-01-01 00:00:00")
    }

    @Test("text in JSON is quoted")
    func quoting() {
        #expect(JSONText.quoted("a\"b\\c\n\u{1}é") == "\"a\\\"b\\\\c\\n\\u0001é\"")
    }

    @Test(
        "an order says what is to pay until it is paid",
        arguments: [
            (.created, 100_000, "1,000.00 yuan to pay"),
            (.created, 99_700, "997.00 of 1,000.00 yuan to pay"),
            (.placed, 100_000, "1,000.00 yuan to pay"), (.cancelled, 99_700, "1,000.00 yuan"),
            (.paid, 99_700, "1,000.00 yuan paid"), (.settled, 100_000, "1,000.00 yuan paid"),
        ] as [(OrderState, Int64, String)])
    func order(state: OrderState, rest: Int64, text: String) {
        var order = Order()
        (order.order, order.state, order.paidFen, order.restFen) = (2, state, 100_000, rest)
        let words = EnumText.words(state)
        #expect(OrderText.line(order) == "order 2 · \(words) · \(text)")
        #expect(OrderText.lines(order).contains { $0.hasSuffix("  \(text)") })
    }

    @Test("a failure tells scripts its status, reason and sentence")
    func failure() {
        let failure = Failure(.refused, "no such order", code: "NOT_FOUND", reason: "no_order")
        #expect("\(failure)" == "NOT_FOUND (no_order): no such order")
        #expect(
            failure.json == """
                {"error":{"exit_status":3,"status":"NOT_FOUND","reason":"no_order",\
                "sentence":"no such order"}}
                """)
    }

    @Test("a figure that is not compared is marked, with the reason, and counts as neither")
    func truth() {
        let reply = CheckTruthResponse(figures: [
            TruthFigure(
                subject: "pool", sequence: 1_200, name: "exits", served: "3", recomputed: "3",
                agrees: true),
            TruthFigure(
                subject: "pool", sequence: 1_200, name: "splits", served: "1", recomputed: "2"),
            TruthFigure(
                subject: "pool", sequence: 1_200, name: "members", served: "9",
                notCompared: "entry 7 is too long ago"),
        ])
        #expect(
            AuditText.lines(reply) == [
                "  as of entry 1,200 of the pool's journal",
                "     pool     served  recomputed",
                "  ─  ───────  ──────  ──────────",
                "  ✓  exits         3           3",
                "  ✗  splits        1           2",
                "  –  members       9",
                "  – members: not compared, because entry 7 is too long ago",
                "",
                "  1 of 3 figures agree, 1 are not compared",
            ])
    }
}
