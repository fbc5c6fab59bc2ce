import ArgumentParser
import Domain
import Foundation
import Wire

extension PoolCommands {
    struct Forecast: JSONCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a plan would do: price, redemptions, who can ever profit.",
            discussion: """
                Runs the pool's own rules on orders that are all alike, each of a new member.
                After each order one open lot, drawn by the seed, is redeemed whole with the
                chance that --redeem-bps states. The same question gives the same answer
                everywhere.

                Beside it stands the closed form: the price if nobody ever redeems or is forced
                out. Both are estimates of a model, not promises.

                Examples:
                  tidemark pool forecast
                  tidemark pool forecast --orders 3000 --redeem-bps 1000 --svg forecast.svg
                  tidemark pool forecast -p demo --paid 500 --contribution 150 --json
                """)

        @Option(help: "How many orders, 1 to 1,000,000.") var orders = 1_000
        @Option(help: "Chance of a redemption after an order, in basis points.")
        var redeemBps = 0
        @Option(help: "Where chance begins; the same again gives the same answer.")
        var seed: UInt64 = 1
        @Option(help: "What each order pays, in yuan.") var paid = YuanArgument(fen: 100_000)
        @Option(help: "What of it goes into the reserve, in yuan.")
        var contribution = YuanArgument(fen: 30_000)
        @Option(help: "Draw a chart into this file.", completion: .file(extensions: ["svg"]))
        var svg: String?
        @Option(
            name: [.long, .customShort("p")],
            help:
                "Take the plan in force on this platform; the options under Plan then do not count."
        )
        var platform: String?
        @OptionGroup(title: "Plan") var plan: PoolPlanOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let question = try ask(try await planAsked())
            let moments = ForecastMoments(orders: question.orders)
            let answer = Domain.Forecast.run(question, rowsAfter: moments.all)
            if let svg { try write(ForecastChart(question, answer).svg, to: svg) }
            guard !output.json else {
                Terminal.output.line(ForecastText.json(question, answer))
                return
            }
            ForecastText.lines(question, answer, shown: moments.shown)
                .forEach { Terminal.output.line($0) }
            if let svg { Terminal.output.line("\n  the chart is in \(svg)") }
        }

        private func planAsked() async throws -> PoolPlan {
            guard let platform else { return try Self.poolPlan(plan) }
            let services = try Connections(client.installation, as: client.caller.caller)
            do {
                let figures = try await services.platform(platform).plan.orMissing("plan")
                await services.close()
                var options = PoolPlanOptions()
                options.openingPriceFen = figures.openingPriceFen
                options.grantBps = figures.grantBps
                options.retentionBps = figures.retentionBps
                options.exitMultipleBps = figures.exitMultipleBps
                options.splitPriceMultiple = figures.splitPriceMultiple
                options.legacyReleaseBps = figures.legacyReleaseBps
                return try Self.poolPlan(options)
            } catch {
                await services.close()
                throw error
            }
        }

        private static func poolPlan(_ options: PoolPlanOptions) throws(Failure) -> PoolPlan {
            do throws(PoolPlanRejection) {
                return try PoolPlan(
                    openingPrice: Money(fen: options.openingPriceFen),
                    grant: BasisPoints(Int(options.grantBps)),
                    retention: BasisPoints(Int(options.retentionBps)),
                    exitMultiple: BasisPoints(Int(options.exitMultipleBps)),
                    splitPriceMultiple: Int(options.splitPriceMultiple),
                    legacyRelease: BasisPoints(Int(options.legacyReleaseBps)))
            } catch {
                throw Failure(.usage, error.sentence)
            }
        }

        private func ask(_ plan: PoolPlan) throws(Failure) -> Domain.Forecast.Question {
            do throws(ForecastRejection) {
                return try Domain.Forecast.Question(
                    plan: plan, paid: Money(fen: paid.fen),
                    contribution: Money(fen: contribution.fen), orders: orders,
                    redemption: BasisPoints(redeemBps), seed: seed)
            } catch {
                throw Failure(.usage, error.sentence)
            }
        }

        private func write(_ text: String, to path: String) throws(Failure) {
            do {
                try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            } catch {
                throw Failure(
                    .usage, "\(path) cannot be written; name a file in a folder that you may write")
            }
        }
    }
}

/// After which orders a forecast is looked at.
struct ForecastMoments {
    /// For the table: 1, 2, 5, 10, 20, 50, … and the last.
    let shown: [Int]
    /// These and, for the chart, others at equal distances. Ascending.
    let all: [Int]

    /// A look costs a walk over all lots: together at most some 20 million lots are walked over.
    private static let lotsWalked = 20_000_000

    init(orders: Int) {
        var shown: [Int] = []
        var decade = 1
        while decade <= orders {
            shown += [1, 2, 5].map { $0 * decade }.filter { $0 < orders }
            decade *= 10
        }
        self.shown = shown + [orders]
        let samples = min(orders, max(20, min(200, Self.lotsWalked / orders)))
        let even = (1...samples).map { $0 * orders / samples }
        all = Set(self.shown + even).sorted()
    }
}
