import Testing

@testable import Domain

/// Stock as a list of what every order did: slow and plain.
private struct PlainStock {
    var onHand: [UInt64: Int64] = [:]
    var reserved: [UInt64: [(product: UInt64, quantity: Int64)]] = [:]
    var sold: [UInt64: Int64] = [:]
    var over: Set<UInt64> = []

    func reservedPieces(of product: UInt64) -> Int64 {
        reserved.values.joined().filter { $0.product == product }.reduce(0) { $0 + $1.quantity }
    }

    func canReserve(_ order: UInt64, _ lines: [OrderLine]) -> Bool {
        guard reserved[order] == nil, !over.contains(order) else { return false }
        return onHand.allSatisfy { product, pieces in
            let asked = lines.filter { $0.product.rawValue == product }
                .reduce(0) { $0 + $1.quantity }
            return asked <= pieces - reservedPieces(of: product)
                && asked <= max(1, pieces / 2)
        }
    }
}

@Suite("Catalog: random scripts against plain lists")
struct CatalogRandomTests {
    @Test(
        "stock is what the lists say, and the events rebuild it", arguments: 0..<30 as Range<UInt64>
    )
    func scripts(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var world = CatalogWorld()
        var plain = PlainStock()
        for product in 1...3 as ClosedRange<UInt64> {
            try world.run(.put(.seed(stock: 20)))
            plain.onHand[product] = 20
        }
        for _ in 0..<400 {
            let order = UInt64.random(in: 1...60, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1: reserve(order, &world, &plain, &random)
            case 2:
                let isReserved = plain.reserved[order] != nil
                #expect(world.accepts(.commit(order)) == isReserved)
                for line in plain.reserved.removeValue(forKey: order) ?? [] {
                    plain.onHand[line.product, default: 0] -= line.quantity
                    plain.sold[line.product, default: 0] += line.quantity
                    plain.over.insert(order)
                }
            case 3:
                guard plain.reserved.removeValue(forKey: order) != nil else { continue }
                try world.run(.release(order))
                plain.over.insert(order)
            default:
                let product = UInt64.random(in: 1...3, using: &random)
                let pieces = Int64.random(in: -4...4, using: &random)
                let left = plain.onHand[product, default: 0] + pieces
                let fits = pieces != 0 && left >= plain.reservedPieces(of: product)
                let command = CatalogCommand.adjustStock(
                    ProductID(rawValue: product), by: pieces, reason: "counted")
                #expect((CatalogRejection.of(command, in: world.catalog) == nil) == fits)
                guard fits else { continue }
                try world.run(command)
                plain.onHand[product] = left
            }
            expectSame(world, plain)
        }
        #expect(try world.rebuilt() == world.catalog)
    }

    private func reserve(
        _ order: UInt64, _ world: inout CatalogWorld, _ plain: inout PlainStock,
        _ random: inout SeededGenerator
    ) {
        let lines = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            OrderLine(
                .random(in: 1...3, using: &random), .random(in: 1...4, using: &random))
        }
        // One member per order, so that stock alone decides.
        let command = CatalogCommand.reserve(order, member: order, lines)
        let isReserved = world.accepts(command)
        #expect(isReserved == plain.canReserve(order, lines))
        guard isReserved else { return }
        plain.reserved[order] = lines.map { ($0.product.rawValue, $0.quantity) }
    }

    private func expectSame(_ world: CatalogWorld, _ plain: PlainStock) {
        for product in 1...3 as ClosedRange<UInt64> {
            #expect(
                world.stock(product)
                    == Stock(
                        onHand: plain.onHand[product, default: 0],
                        reserved: plain.reservedPieces(of: product),
                        sold: plain.sold[product, default: 0], isUnlimited: false))
        }
    }

    @Test("a thousand buyers of the last ten pieces: ten orders, 990 refusals, stock 0")
    func lastPieces() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed(stock: 10)))
        var refused = 0
        for buyer in 1...1_000 as ClosedRange<UInt64> {
            let command = CatalogCommand.reserve(buyer, member: buyer, [OrderLine(1, 1)])
            guard let refusal = CatalogRejection.of(command, in: world.catalog) else {
                try world.run(command)
                continue
            }
            #expect(refusal.reason == "insufficient_stock")
            refused += 1
        }
        #expect(refused == 990)
        #expect(world.stock(1)?.available == 0)
    }
}
