import Domain
import Foundation

/// A forecast as a picture: the price beside its closed form, and below it the share of members
/// that are in profit, over the same orders.
struct ForecastChart {
    private let question: Forecast.Question
    private let rows: [Forecast.Row]
    private let form: ClosedForm

    private static let width = 960.0
    private static let height = 640.0

    init(_ question: Forecast.Question, _ answer: Forecast.Answer) {
        self.question = question
        rows = answer.rows
        form = ClosedForm(question.plan)
    }

    var svg: String {
        let simulated = rows.map { ($0.order, Self.yuan($0.price)) }
        let formula = rows.map { ($0.order, form.price(after: $0.order)) }
        let profit = rows.map { row in
            (row.order, Double(row.membersInProfit) * 100 / Double(row.order))
        }
        let price = ChartPanel(
            title: "Price, yuan per point", top: 96, bottom: 356, orders: question.orders,
            highest: (simulated + formula).map(\.1).max() ?? 1)
        let share = ChartPanel(
            title: "Members in profit, % of all", top: 416, bottom: 560, orders: question.orders,
            highest: max(1, profit.map(\.1).max() ?? 1))
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \
            \(Int(Self.height))" font-family="system-ui, sans-serif" font-size="13">
            <title>What the plan would do</title>
            <rect width="100%" height="100%" fill="#fcfcfb"/>
            <text x="64" y="36" font-size="18" font-weight="600" fill="#1f1f1e">\(headline)</text>
            <text x="64" y="58" fill="#5c5b57">\(subtitle)</text>
            \(price.frame)
            \(price.line(formula, colour: "#8a8984", dashes: "5 5"))
            \(price.line(simulated, colour: "#2a78d6", dashes: nil))
            \(legend)
            \(share.frame)
            \(share.line(profit, colour: "#d65a2a", dashes: nil))
            \(share.ordersAxis)
            <text x="64" y="622" font-size="12" fill="#5c5b57">\(caption)</text>
            </svg>

            """
    }

    private var headline: String {
        let share = FigureText.share(
            UInt64(clamping: rows.last?.membersInProfit ?? 0), of: UInt64(question.orders))
        return "After \(FigureText.count(question.orders)) orders, \(share) of the members are "
            + "in profit"
    }

    private var subtitle: String {
        "\(FigureText.yuan(question.paid.fen)) yuan an order, "
            + "\(FigureText.yuan(question.contribution.fen)) into the reserve; a redemption after "
            + "\(FigureText.percent(UInt32(clamping: question.redemption.rawValue))) of the orders"
    }

    private var caption: String {
        "A model, not a promise: equal orders of new members, seed \(question.seed). Prices as if "
            + "points had never been split."
    }

    private var legend: String {
        """
        <g fill="#1f1f1e"><path d="M560 84h28" stroke="#2a78d6" stroke-width="2"/>\
        <text x="594" y="88">simulated</text>\
        <path d="M680 84h28" stroke="#8a8984" stroke-width="2" stroke-dasharray="5 5"/>\
        <text x="714" y="88">nobody redeems: \(form.formula)</text></g>
        """
    }

    /// 0 while no points circulate.
    private static func yuan(_ price: PoolPrice?) -> Double {
        guard let price else { return 0 }
        return Double(price.tenThousandths(rounded: .down)) / 10_000
    }
}

/// One pair of axes: orders to the right, something from 0 upwards.
struct ChartPanel {
    private let title: String
    private let top: Double
    private let bottom: Double
    private let orders: Int
    private let ceiling: Double
    private let step: Double

    private static let left = 64.0
    private static let right = 928.0

    init(title: String, top: Double, bottom: Double, orders: Int, highest: Double) {
        self.title = title
        self.top = top
        self.bottom = bottom
        self.orders = orders
        step = Self.roundStep(highest / 4)
        ceiling = max(step, (highest / step).rounded(.up) * step)
    }

    /// 1, 2 or 5 times a power of ten, at least `least`.
    private static func roundStep(_ least: Double) -> Double {
        guard least > 0 else { return 1 }
        let decade = pow(10, log10(least).rounded(.down))
        return ([1, 2, 5, 10].first { $0 * decade >= least } ?? 10) * decade
    }

    private func x(_ order: Int) -> Double {
        Self.left + (Self.right - Self.left) * Double(order) / Double(orders)
    }

    private func y(_ value: Double) -> Double { bottom - (bottom - top) * value / ceiling }

    /// Title, grid and the values beside it.
    var frame: String {
        var parts = [
            "<text x=\"64\" y=\"\(Self.text(top - 12))\" font-weight=\"600\" fill=\"#1f1f1e\">"
                + "\(title)</text>"
        ]
        var value = 0.0
        while value <= ceiling + step / 2 {
            let height = Self.text(y(value))
            parts.append(
                "<path d=\"M64 \(height)H928\" stroke=\"\(value == 0 ? "#8a8984" : "#e6e5e1")\"/>")
            parts.append(
                "<text x=\"56\" y=\"\(Self.text(y(value) + 4))\" text-anchor=\"end\" "
                    + "fill=\"#5c5b57\">\(ClosedForm.text(value, places: 4))</text>")
            value += step
        }
        return parts.joined(separator: "\n")
    }

    /// Numbers of orders under the lowest panel.
    var ordersAxis: String {
        let step = max(1, Int(Self.roundStep(Double(orders) / 6)))
        return stride(from: 0, through: orders, by: step).map { order in
            "<text x=\"\(Self.text(x(order)))\" y=\"\(Self.text(bottom + 20))\" "
                + "text-anchor=\"middle\" fill=\"#5c5b57\">\(FigureText.count(order))"
                + "\(order == 0 ? " orders" : "")</text>"
        }.joined(separator: "\n")
    }

    func line(_ points: [(order: Int, value: Double)], colour: String, dashes: String?) -> String {
        let path = points.map { "\(Self.text(x($0.order))) \(Self.text(y($0.value)))" }
        return "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\" "
            + "stroke-linejoin=\"round\""
            + (dashes.map { " stroke-dasharray=\"\($0)\"" } ?? "")
            + " points=\"\(path.joined(separator: ", "))\"/>"
    }

    private static func text(_ coordinate: Double) -> String {
        ClosedForm.text(coordinate, places: 1)
    }
}
