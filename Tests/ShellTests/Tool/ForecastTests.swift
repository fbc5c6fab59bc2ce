import Domain
import Foundation
import FoundationXML
import Testing

@testable import tidemark

@Suite("Tool: pool forecast")
struct ForecastTests {
    private static func question(
        orders: Int, redemption: Int = 1_000
    ) throws -> Forecast.Question {
        try Forecast.Question(
            plan: .seed, paid: Money(fen: 100_000), contribution: Money(fen: 30_000),
            orders: orders, redemption: BasisPoints(redemption), seed: 1)
    }

    private static func answer(_ question: Forecast.Question) -> Forecast.Answer {
        Forecast.run(question, rowsAfter: ForecastMoments(orders: question.orders).all)
    }

    @Test("the closed form is that of the specification, and within 1 % of the rules")
    func closedForm() throws {
        let form = ClosedForm(.seed)
        #expect(form.formula == "1.298·n^0.3")
        let question = try Self.question(orders: 2_900, redemption: 0)
        for row in Self.answer(question).rows where row.order >= 100 {
            let price = try #require(row.price)
            let simulated = Double(price.tenThousandths(rounded: .down)) / 10_000
            #expect(abs(simulated / form.price(after: row.order) - 1) < 0.01)
        }
    }

    @Test("a legacy release makes the price rise by (1 − g)(1 − θ)")
    func legacyRelease() throws {
        let plan = try PoolPlan(
            openingPrice: Money(fen: 100), grant: BasisPoints(7_000),
            retention: BasisPoints(2_000), exitMultiple: .zero, splitPriceMultiple: 0,
            legacyRelease: BasisPoints(5_000))
        #expect(abs(ClosedForm(plan).exponent - 0.15) < 1e-12)
    }

    @Test(
        "moments ascend, end with the last order and stay few",
        arguments: [
            1, 2, 3, 10, 99, 100, 101, 12_345, 1_000_000,
        ])
    func moments(orders: Int) {
        let moments = ForecastMoments(orders: orders)
        #expect(moments.all == moments.all.sorted() && Set(moments.all).count == moments.all.count)
        #expect(moments.all.last == orders && moments.shown.last == orders)
        #expect(Set(moments.shown).isSubset(of: moments.all))
        #expect(moments.all.count <= 240)
        #expect(moments.all.allSatisfy { (1...orders).contains($0) })
    }

    @Test("what is printed fits the terminal and says what the first buyer waits for")
    func lines() throws {
        let question = try Self.question(orders: 3_000, redemption: 0)
        let moments = ForecastMoments(orders: 3_000)
        let lines = ForecastText.lines(question, Self.answer(question), shown: moments.shown)
        #expect(lines.allSatisfy { $0.count <= Terminal.columns })
        let text = lines.joined(separator: " ").replacing("  ", with: " ")
        #expect(text.contains("order 76") && text.contains("order 160"))
        #expect(text.contains("order 2,965"))
    }

    @Test(
        "JSON and chart can be read by others, whatever the question",
        arguments: [
            (1, 0), (1, 10_000), (50, 10_000), (2_000, 3_000),
        ])
    func forOthers(orders: Int, redemption: Int) throws {
        let question = try Self.question(orders: orders, redemption: redemption)
        let answer = Self.answer(question)
        let json = ForecastText.json(question, answer)
        guard case .object(let object) = try JSONValue(parsing: Data(json.utf8)),
            case .array(let rows)? = object["rows"]
        else {
            Issue.record("no object with rows: \(json)")
            return
        }
        #expect(rows.count == answer.rows.count)
        let chart = ForecastChart(question, answer).svg
        let parser = XMLParser(data: Data(chart.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(!chart.contains("nan") && !chart.contains("inf\""))
        #expect(ForecastChart(question, answer).svg == chart)
    }
}
