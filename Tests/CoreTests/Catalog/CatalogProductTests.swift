import Testing

@testable import Domain

@Suite("Catalog: products")
struct CatalogProductTests {
    @Test("a waterfall that does not sum is refused with the difference")
    func waterfallMustSum() throws {
        var draft = try ProductDraft.seed()
        for (price, words) in [(100_001, "1 fen are missing"), (99_998, "2 fen are too many")] {
            let money = Money(fen: Int64(price))
            draft.pricing = .fixed(price: money, waterfall: try .seed())
            let rejection = CatalogRejection.of(.put(draft), in: Catalog())
            #expect(rejection == .waterfallDoesNotSum(price: money, sum: Money(fen: 100_000)))
            #expect(rejection?.sentence.contains(words) == true)
            #expect(rejection?.kind == .invalidArgument)
            #expect(rejection?.reason == "waterfall_does_not_sum")
        }
    }

    @Test("a product that cannot be is refused")
    func refusals() throws {
        var draft = try ProductDraft.seed(stock: 0)
        draft.id = ProductID(rawValue: 7)
        #expect(
            CatalogRejection.of(.put(draft), in: Catalog())
                == .productNotFound(ProductID(rawValue: 7)))
        for (length, fits) in [(0, false), (1, true), (200, true), (201, false)] {
            draft = try .seed()
            draft.title = String(repeating: "x", count: length)
            #expect((CatalogRejection.of(.put(draft), in: Catalog()) == nil) == fits)
        }
        for (stock, fits) in [(-1, false), (0, true), (1 << 40, true), (1 << 40 + 1, false)] {
            draft = try .seed(stock: Int64(stock))
            #expect((CatalogRejection.of(.put(draft), in: Catalog()) == nil) == fits)
        }
        draft = try .openPrice()
        draft.stockIsUnlimited = false
        #expect(
            CatalogRejection.of(.put(draft), in: Catalog()) == .openPriceNeedsUnlimitedStock)
    }

    @Test(
        "texts and images have their limits",
        arguments: [
            ("description", 4_000, nil), ("description", 4_001, "text_out_of_range"),
            ("category", 90, nil), ("category", 91, "text_out_of_range"),
            ("merchant", 90, nil), ("merchant", 91, "text_out_of_range"),
            ("images", 9, nil), ("images", 10, "too_many_images"),
            ("image", 300, nil), ("image", 301, "image_malformed"),
        ] as [(String, Int, String?)])
    func details(field: String, size: Int, reason: String?) throws {
        let text = String(repeating: "x", count: size)
        var draft = try ProductDraft.seed()
        switch field {
        case "description": draft.details.description = text
        case "category": draft.details.category = text
        case "merchant": draft.details.merchant = text
        case "images": draft.details.images = Array(repeating: "https://localhost", count: size)
        default: draft.details.images = ["https://" + text.dropFirst(8)]
        }
        #expect(CatalogRejection.of(.put(draft), in: Catalog())?.reason == reason)
        for image in ["http://localhost", "https://localhost b", "https://localhost/茶"] {
            draft.details = ProductDetails(images: [image])
            #expect(
                CatalogRejection.of(.put(draft), in: Catalog()) == .imageMalformed(1))
        }
    }

    @Test("a change of a product keeps its stock and cannot undo reservations")
    func change() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed()))
        try world.run(.reserve(1, [OrderLine(1, 5)]))
        var draft = try ProductDraft.seed(stock: 100)
        draft.id = ProductID(rawValue: 1)
        #expect(CatalogRejection.of(.put(draft), in: world.catalog) == .stockOutOfRange(0))
        draft.stockIsUnlimited = true
        draft.title = "another title"
        try world.run(.put(draft))
        #expect(world.stock(1) == Stock(onHand: 0, reserved: 5, isUnlimited: true))
        #expect(world.catalog.products[ProductID(rawValue: 1)]?.title == "another title")
        try world.run(.put(.seed(stock: 3)))
        #expect(world.stock(2)?.onHand == 3)
        #expect(try world.rebuilt() == world.catalog)
    }

    @Test("stock is adjusted with a reason, never below what is reserved")
    func adjust() throws {
        var world = CatalogWorld()
        let product = ProductID(rawValue: 1)
        try world.run(.put(.seed(stock: 10)))
        try world.run(.put(.seed()))
        try world.run(.reserve(1, [OrderLine(1, 4)]))
        func refusal(_ pieces: Int64, _ reason: String = "counted") -> CatalogRejection? {
            .of(.adjustStock(product, by: pieces, reason: reason), in: world.catalog)
        }
        #expect(refusal(-6) == nil)
        #expect(refusal(-7) == .insufficientStock(product, asked: 7, available: 6))
        #expect(refusal(.min)?.reason == "insufficient_stock")
        #expect(refusal(.max)?.reason == "limit_reached")
        #expect(refusal((1 << 40) - 10) == nil)
        #expect(refusal((1 << 40) - 9)?.reason == "limit_reached")
        #expect(refusal(0) == .adjustmentMustNotBeZero)
        #expect(refusal(1, "") == .reasonOutOfRange(bytes: 0))
        let other = ProductID(rawValue: 2)
        #expect(
            CatalogRejection.of(.adjustStock(other, by: 1, reason: "x"), in: world.catalog)
                == .stockIsUnlimited(other))
        try world.run(.adjustStock(product, by: -6, reason: "broken"))
        #expect(world.stock(1)?.available == 0)
        #expect(try world.rebuilt() == world.catalog)
    }
}
