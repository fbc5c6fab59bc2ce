import Testing

@testable import Domain

/// A catalog with its index, as a service keeps them.
struct ShelfWorld {
    var world = CatalogWorld()
    var index = ProductIndex()

    mutating func put(_ title: String, _ change: (inout ProductDraft) -> Void = { _ in }) throws {
        var draft = try ProductDraft.seed()
        draft.title = title
        change(&draft)
        let old = draft.id.flatMap { world.catalog.products[$0] }
        guard case .productPut(let product)? = try world.run(.put(draft)).first else { return }
        index.put(product, replacing: old)
    }

    func page(
        _ search: ProductSearch, after: UInt64 = 0, limit: Int = 100
    ) -> ProductPage {
        index.search(
            search, from: PagePosition(after: after), limit: limit, in: world.catalog)
    }

    func numbers(_ search: ProductSearch) -> [UInt64] {
        page(search).products.map(\.id.rawValue)
    }

    func numbers(_ text: String) -> [UInt64] { numbers(ProductSearch(text: text)) }
}

@Suite("Catalog: search")
struct ProductSearchTests {
    @Test(
        "words are found by their beginnings, Chinese by any part",
        arguments: [
            ("tea", [1, 2, 6]), ("TEA", [1, 2, 6]), ("te", [1, 2, 6]), ("green t", [1]),
            ("tea green", [1]), ("ea", []), ("teapots", []), ("龙井", [3, 4]), ("井", [3, 4]),
            ("龙井茶", [3]), ("井龙", []), ("西湖 茶", [3]), ("茶", [3, 5]), ("ｔｅａ", [1, 2, 6]),
            ("2026", [4]), ("extraordinaril", []), ("extraordinary", [2]), ("…", []),
            ("茶 tea", []), ("épice", [6]), ("ÉPI", [6]),
        ] as [(String, [UInt64])])
    func words(text: String, found: [UInt64]) throws {
        var shelf = ShelfWorld()
        for title in [
            "Green Tea", "Teapot, extraordinary", "西湖龙井茶", "龙井2026", "茶", "Tea à l'épice",
        ] { try shelf.put(title) }
        #expect(shelf.numbers(text) == found)
    }

    @Test("filters narrow a search, each by itself and together")
    func filters() throws {
        var shelf = ShelfWorld()
        try shelf.put("tea") { $0.details.category = "茶叶" }
        try shelf.put("tea") { $0.details.merchant = "North Farm" }
        try shelf.put("tea") { $0.status = .draft }
        try shelf.put("tea") {
            $0.pricing = .fixed(price: .zero, waterfall: .zero)
            $0.details = ProductDetails(category: "茶叶", merchant: "North Farm")
        }
        let rates = try WaterfallRates.seed()
        try shelf.put("tea") { $0.pricing = .open(rates) }
        #expect(shelf.numbers(ProductSearch(category: "茶叶")) == [1, 4])
        #expect(shelf.numbers(ProductSearch(category: "茶")) == [])
        #expect(shelf.numbers("茶") == [1, 4])
        #expect(shelf.numbers(ProductSearch(merchant: "North Farm")) == [2, 4])
        #expect(
            shelf.numbers(ProductSearch(category: "茶叶", merchant: "North Farm")) == [4])
        #expect(shelf.numbers(ProductSearch(status: .draft)) == [3])
        #expect(shelf.numbers(ProductSearch(text: "tea", status: .onSale)) == [1, 2, 4, 5])
        for (least, most, found) in [
            (100_000, 100_000, [1, 2, 3]), (100_001, 200_000, []), (0, 99_999, [4]),
        ] as [(Int64, Int64, [UInt64])] {
            #expect(
                shelf.numbers(
                    ProductSearch(least: Money(fen: least), most: Money(fen: most))) == found)
        }
    }

    @Test("a changed product is found by what it is now")
    func change() throws {
        var shelf = ShelfWorld()
        for title in ["red cup", "red plate", "red bowl"] { try shelf.put(title) }
        try shelf.put("blue plate") { $0.id = ProductID(rawValue: 2) }
        #expect(shelf.numbers("red") == [1, 3])
        #expect(shelf.numbers("blue") == [2])
        try shelf.put("red plate") { $0.id = ProductID(rawValue: 2) }
        #expect(shelf.numbers("red") == [1, 2, 3])
        #expect(shelf.numbers("blue") == [])
    }

    @Test("pages neither repeat nor hide a product while others come, change and go")
    func pages() throws {
        var shelf = ShelfWorld()
        for number in 1...30 { try shelf.put("cup \(number)") }
        let search = ProductSearch(text: "cup", status: .onSale)
        var position: PagePosition? = PagePosition(after: 0)
        var seen: [UInt64] = []
        while let from = position {
            let token = from.token(for: search)
            let page = shelf.index.search(
                search, from: try #require(PagePosition(token: token, of: search)), limit: 7,
                in: shelf.world.catalog)
            seen += page.products.map(\.id.rawValue)
            position = page.next
            guard seen.count < 20 else { continue }
            // One that was seen goes away, one is new, one of those to come is renamed.
            try shelf.put("plate") { $0.id = ProductID(rawValue: seen.count == 7 ? 1 : 2) }
            try shelf.put("cup, new")
            try shelf.put("cup again") { $0.id = ProductID(rawValue: 29) }
        }
        #expect(seen == Array(1...32))
    }

    @Test("a token goes with its question alone")
    func tokens() {
        let search = ProductSearch(text: "cup")
        let token = PagePosition(after: 5).token(for: search)
        #expect(PagePosition(token: token, of: search)?.after == 5)
        #expect(PagePosition(token: "", of: search)?.after == 0)
        #expect(PagePosition(token: token, of: ProductSearch(text: "cups")) == nil)
        #expect(PagePosition(token: token, of: ProductSearch(category: "cup")) == nil)
        for bad in ["5", ".", "x.y.z", token + "0", "-" + token, token.uppercased() + "!"] {
            #expect(PagePosition(token: bad, of: search) == nil)
        }
    }

    @Test("no page looks at more than its bound, however few products answer")
    func work() throws {
        var shelf = ShelfWorld()
        let most = CatalogLimits.examinedPerPageMax
        for number in 1...most + 2 { try shelf.put(number == most + 2 ? "cup rare" : "cup") }
        let page = shelf.page(ProductSearch(text: "cup", status: .retired))
        #expect(page.examined == most)
        #expect(page.products.isEmpty)
        #expect(page.next?.after == UInt64(most))
        // The rarest term leads: two candidates at most, not thousands.
        let rare = shelf.page(ProductSearch(text: "cup rare"))
        #expect(rare.examined == 1)
        #expect(rare.next == nil)
        #expect(shelf.page(ProductSearch(), limit: 10).examined == 10)
    }

    @Test("random shelves are searched as a plain scan does", arguments: 0..<20 as Range<UInt64>)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var shelf = ShelfWorld()
        var titles: [UInt64: [String]] = [:]
        let words = ["tea", "team", "cup", "cupboard", "red"]
        for _ in 0..<60 {
            let title = (0..<3).map { _ in words.randomElement(using: &random) ?? "" }
            let last = shelf.world.catalog.lastProduct
            let change = last > 0 && Bool.random(using: &random)
            let number = change ? UInt64.random(in: 1...last, using: &random) : last + 1
            try shelf.put(title.joined(separator: " ")) {
                $0.id = change ? ProductID(rawValue: number) : nil
            }
            titles[number] = title
            let asked = [words.randomElement(using: &random) ?? "", "c"].prefix(
                Int.random(in: 1...2, using: &random))
            let found = titles.filter { _, title in
                asked.allSatisfy { word in title.contains { $0.hasPrefix(word) } }
            }
            #expect(shelf.numbers(asked.joined(separator: " ")) == found.keys.sorted())
        }
    }
}
