import Foundation
import Testing
import Wire

@testable import tidemark

@Suite("Tool: the demonstration")
struct DemonstrationTests {
    private static let fixtures = PoolReplayTests.folder.deletingLastPathComponent()

    @Test("the figures expected of the sample are read")
    func expected() throws {
        let file = Self.fixtures.appendingPathComponent("cdnow_sample_expected.json")
        let figures = try SampleFigures(parsing: try Data(contentsOf: file))
        #expect(figures.ordersSettled == 6_919)
        #expect(figures.ordersGranted == 6_911)
        #expect(figures.reserveFen == 7_312_668)
        #expect(figures.wallets == [4: 7_039])
        #expect(figures.checks(figures, platform: "cdnow").filter { !$0.holds } == [])
    }

    @Test("every figure that differs is named")
    func differences() throws {
        let file = Self.fixtures.appendingPathComponent("cdnow_sample_expected.json")
        let figures = try SampleFigures(parsing: try Data(contentsOf: file))
        var found = figures
        found.reserveFen += 1
        found.wallets[9] = 1
        let wrong = figures.checks(found, platform: "cdnow").filter { !$0.holds }
        #expect(
            wrong.map(\.line) == [
                "✗ cdnow, reserve: 73,126.69, expected 73,126.68",
                "✗ cdnow, wallets: member 4: 70.39, member 9: 0.01, expected member 4: 70.39",
            ])
    }

    @Test("the worked example is that of the pool's vectors")
    func workedExample() throws {
        let file = PoolReplayTests.folder.appendingPathComponent("worked-example.json")
        var lines: [String] = []
        PoolReplay.run(try PoolScript(parsing: try Data(contentsOf: file))) { lines.append($0) }
        for (row, line) in zip(WorkedExample.expected, lines) {
            let after = "\"reserve\":\(row.reserveFen),\"supply\":\(row.supplyUnits)"
            #expect(line.contains("\"units\":\(row.units),"))
            #expect(line.contains(after))
            let price = FigureText.price(
                reserveFen: row.reserveFen, supplyUnits: row.supplyUnits)
            #expect(price == row.price)
        }
    }

    @Test("its table is printed from what the services answer")
    func table() {
        let orders = WorkedExample.expected.map { row in
            Order(
                settlement: SettlementResult(
                    units: row.units, reserveFen: row.reserveFen, supplyUnits: row.supplyUnits))
        }
        #expect(
            WorkedExample.table(orders) == [
                "  event                          points    P yuan  S points   price",
                "  ───────────────────────────  ────────  ────────  ────────  ──────",
                "  order 1: 1,000 paid, 300 in      +210    300.00       210  1.4285",
                "  order 2                          +147    600.00       357  1.6806",
                "  order 3                       +124.95    900.00    481.95  1.8674",
                "  order 4                      +112.455  1,200.00   594.405  2.0188",
            ])
        #expect(WorkedExample.checks(orders).count == 16)
        #expect(WorkedExample.checks(orders).filter { !$0.holds } == [])
        let short = WorkedExample.checks(Array(orders.dropLast()))
        #expect(short.filter { !$0.holds }.count == 4)
    }

    @Test("an import's bar says what is settled and what is placed")
    func progress() {
        let half = ImportProgress(rows: 1_000, placed: 750, done: 500)
        #expect(
            half.bar == "████████████████████▒▒▒▒▒▒▒▒▒▒··········  500 of 1,000 settled, 750 placed"
        )
        let none = ImportProgress(rows: 0, placed: 0, done: 0)
        #expect(none.bar.hasPrefix("████████████████████████████████████████  0 of 0"))
        let open = ImportProgress(rows: 10, placed: 10, GetProgressResponse(open: 12))
        #expect(open.done == 0)
    }

    @Test("values of enumerations are words")
    func words() {
        #expect(EnumText.words(Delivery.pickedUp) == "picked up")
        #expect(EnumText.words(ProductStatus.onSale) == "on sale")
        #expect(EnumText.words(OrderState.zero) == "unspecified")
    }

    @Test("everything that a sandbox platform answers is marked")
    func sandbox() {
        let real = Platform(platform: "shop")
        let sandbox = Platform(platform: "demo", sandbox: true)
        #expect(Sandbox.marked("{}", sandbox) == "{\"sandbox\":true}")
        #expect(Sandbox.marked("{\"a\":1}", sandbox) == "{\"sandbox\":true,\"a\":1}")
        #expect(Sandbox.marked("{\"a\":1}", real) == "{\"a\":1}")
        #expect(Sandbox.heading(sandbox).contains("sandbox"))
        #expect(!Sandbox.heading(real).contains("sandbox"))
    }
}
