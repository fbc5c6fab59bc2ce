import Services
import Wire

/// Four orders of 1,000 yuan, 300 of them into the reserve, one after the other, each through
/// every step of the real services.
struct WorkedExample {
    static let platform = "demo"
    /// The worked example of the pool's rules: points granted, reserve, supply and price after
    /// each order.
    static let expected: [(units: Int64, reserveFen: Int64, supplyUnits: Int64, price: String)] = [
        (210_000_000, 30_000, 210_000_000, "1.4285"),
        (147_000_000, 60_000, 357_000_000, "1.6806"),
        (124_950_000, 90_000, 481_950_000, "1.8674"),
        (112_455_000, 120_000, 594_405_000, "2.0188"),
    ]
    /// The rates of the seed plan; goods are never returned, as only a sandbox may say.
    static let plan = Plan(
        openingPriceFen: 100, grantBps: 7_000, retentionBps: 2_000, exitMultipleBps: 30_000,
        splitPriceMultiple: 1_000, legacyReleaseBps: 0, directBps: 1_000, indirectBps: 500,
        returnDays: 0, unallocated: .platform)

    let services: Connections

    /// What the services say of the four orders. Request ids are fixed, so a second time nothing
    /// is done twice and the answers are the same.
    func run() async throws -> [Order] {
        _ = try await services.call(
            .pool, PoolMethods.createPlatform,
            CreatePlatformRequest(
                requestID: "demo/platform", platform: Self.platform, title: "Worked example",
                sandbox: true, plan: Self.plan))
        let product = try await putProduct()
        for member in UInt64(1)...4 {
            _ = try await services.call(
                .referral, ReferralMethods.join,
                JoinRequest(
                    requestID: "demo/member/\(member)", platform: Self.platform, member: member,
                    inviter: member - 1))
        }
        var orders: [Order] = []
        for number in UInt64(1)...4 {
            orders.append(try await order(number, of: product))
        }
        return orders
    }

    private func putProduct() async throws -> UInt64 {
        let reply = try await services.call(
            .catalog, CatalogMethods.putProduct,
            PutProductRequest(
                requestID: "demo/product", platform: Self.platform,
                product: Product(
                    title: "Tea", delivery: .shipped, status: .onSale, priceFen: 100_000,
                    waterfall: Waterfall(
                        costFen: 30_000, commissionFen: 30_000, platformFen: 10_000,
                        contributionFen: 30_000),
                    onHand: 1_000)))
        return try reply.product.orMissing("product").product
    }

    /// place → pay → ship → deliver → receive, then settled by itself.
    private func order(_ number: UInt64, of product: UInt64) async throws -> Order {
        let platform = Self.platform
        let placed = try await services.call(
            .order, OrdersMethods.place,
            PlaceRequest(
                requestID: "demo/place/\(number)", platform: platform, member: number,
                lines: [OrderLine(product: product, quantity: 1)]))
        let order = placed.order
        _ = try await services.call(
            .order, OrdersMethods.sandboxPay,
            SandboxPayRequest(requestID: "demo/pay/\(number)", platform: platform, order: order))
        _ = try await services.call(
            .order, OrdersMethods.ship,
            ShipRequest(requestID: "demo/ship/\(number)", platform: platform, order: order))
        _ = try await services.call(
            .order, OrdersMethods.deliver,
            DeliverRequest(requestID: "demo/deliver/\(number)", platform: platform, order: order))
        _ = try await services.call(
            .order, OrdersMethods.receive,
            ReceiveRequest(requestID: "demo/receive/\(number)", platform: platform, order: order))
        return try await settled(order)
    }

    private func settled(_ order: UInt64) async throws -> Order {
        var last: Order?
        try await services.stream(
            .order, OrdersMethods.watch, WatchRequest(platform: Self.platform, order: order)
        ) { last = $0.order ?? last }
        guard let last, last.state == .settled else {
            let words = last.map(OrderText.line) ?? "nothing was told of it"
            throw Failure(.failed, "order \(order) of the worked example is not settled: \(words)")
        }
        return last
    }

    // MARK: - What is printed and compared

    static func table(_ orders: [Order]) -> [String] {
        var table = Table(
            ("event", .left), ("points", .right), ("P yuan", .right), ("S points", .right),
            ("price", .right))
        for (index, order) in orders.enumerated() {
            let settlement = order.settlement ?? SettlementResult()
            let event = index == 0 ? "order 1: 1,000 paid, 300 in" : "order \(index + 1)"
            table.add(
                event, "+\(FigureText.points(settlement.units))",
                FigureText.yuan(settlement.reserveFen),
                FigureText.points(settlement.supplyUnits), OrderText.price(settlement))
        }
        return table.lines
    }

    static func checks(_ orders: [Order]) -> [FigureCheck] {
        zip(expected.indices, expected).flatMap { index, row in
            let found = index < orders.count ? orders[index].settlement : nil
            let settlement = found ?? SettlementResult()
            let order = "order \(index + 1)"
            return [
                FigureCheck(
                    what: "\(order), points", expected: FigureText.points(row.units),
                    found: FigureText.points(settlement.units)),
                FigureCheck(
                    what: "\(order), reserve", expected: FigureText.yuan(row.reserveFen),
                    found: FigureText.yuan(settlement.reserveFen)),
                FigureCheck(
                    what: "\(order), supply", expected: FigureText.points(row.supplyUnits),
                    found: FigureText.points(settlement.supplyUnits)),
                FigureCheck(
                    what: "\(order), price", expected: row.price,
                    found: OrderText.price(settlement)),
            ]
        }
    }

    /// What the first buyer really has, in words.
    static func truth(_ position: GetPositionResponse) -> String? {
        guard let lot = position.lots.first else { return nil }
        let paid = FigureText.yuan(lot.paidFen)
        let value = FigureText.yuan(lot.netValueFen)
        return "The first buyer paid \(paid) yuan and would now get \(value) yuan for all points. "
            + "\(paid) yuan in hand needs a price of \(lot.breakEvenPrice) "
            + "(\(needed(lot.ordersToBreakEven))), the forced exit one of \(lot.exitPrice) "
            + "(\(needed(lot.ordersToExit)))."
    }

    private static func needed(_ orders: String) -> String {
        orders.isEmpty ? "never" : "about \(orders) more orders if nobody redeems"
    }
}
