import Testing

@testable import Domain

@Suite("Catalog: sheets of products")
struct ProductSheetTests {
    private static let columns = "title,price_fen,cost_fen,contribution_fen,stock"

    /// The fault of a line, or nil.
    private static func fault(_ line: String, under columns: String) throws -> SheetFault? {
        let sheet = try ProductSheet(columns: columns.utf8)
        do throws(SheetFault) {
            _ = try sheet.draft(line.utf8)
            return nil
        } catch { return error }
    }

    @Test("a line becomes a product, with what is usual where it says nothing")
    func line() throws {
        let sheet = try ProductSheet(columns: Self.columns.utf8)
        let draft = try sheet.draft("\"Tea, \"\"green\"\"\",1000,700,300,5\r".utf8)
        #expect(draft.title == "Tea, \"green\"")
        #expect(draft.openingStock == 5)
        #expect(draft.status == .onSale)
        #expect(draft.delivery == .shipped)
        guard case .fixed(let price, let waterfall) = draft.pricing else {
            Issue.record("a line has a fixed price")
            return
        }
        #expect(price == Money(fen: 1_000))
        #expect(waterfall.cost == Money(fen: 700))
        #expect(waterfall.contribution == Money(fen: 300))
    }

    @Test("all columns are read")
    func allColumns() throws {
        let sheet = try ProductSheet(
            columns: ("product,title,description,images,category,merchant,delivery,status,stock,"
                + "price_fen,cost_bps,platform_bps").utf8)
        let draft = try sheet.draft(
            ("7,茶,好茶,https://localhost/a https://localhost/b,茶叶,农场,picked_up,draft,"
                + "unlimited,999,5000,5000").utf8)
        #expect(draft.id == ProductID(rawValue: 7))
        #expect(draft.details.images == ["https://localhost/a", "https://localhost/b"])
        #expect(draft.details.category == "茶叶")
        #expect(draft.details.merchant == "农场")
        #expect(draft.delivery == .pickedUp)
        #expect(draft.status == .draft)
        #expect(draft.stockIsUnlimited)
        guard case .fixed(_, let waterfall) = draft.pricing else { return }
        #expect(waterfall.cost == Money(fen: 499))
        #expect(waterfall.platform == Money(fen: 500))
    }

    @Test(
        "a line is refused with its column",
        arguments: [
            ("tea,1000,700,300", "all"), ("tea,1000,700,300,5,6", "all"),
            ("tea,x,700,300,5", "price_fen"), ("tea,-1,700,300,5", "price_fen"),
            ("tea,1000,+7,300,5", "cost_fen"), ("tea,1000,700,300,many", "stock"),
            ("\"tea,1000,700,300,5", "all"), ("tea,99999999999999999999,1,1,1", "price_fen"),
        ])
    func faults(line: String, column: String) throws {
        #expect(try Self.fault(line, under: Self.columns)?.column == column)
    }

    @Test(
        "columns that do not say enough, or say it twice, are refused",
        arguments: [
            "title", "price_fen,cost_fen", "title,price_fen", "title,title,price_fen,cost_fen",
            "title,price_fen,cost_fen,cost_bps", "title,price_fen,cost_fen,colour", "",
        ])
    func columns(line: String) {
        #expect(throws: SheetFault.self) { try ProductSheet(columns: line.utf8) }
    }

    @Test("no bytes at all break the reader", arguments: 0..<50 as Range<UInt64>)
    func noise(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sheet = try ProductSheet(columns: Self.columns.utf8)
        let alphabet = Array("\",\r x7é".utf8) + [0, 0xFF]
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0...20, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            _ = try? sheet.draft(bytes)
        }
    }
}
