import Domain
import Journal
import Transport
import Wire

/// Finding products, and what they were before.
struct ShelfFace: Sendable {
    let gate: CommandGate<CatalogBook>

    func register(on router: inout Router) {
        router.unary(ShelfMethods.searchProducts) { [self] in try await search($1) }
        router.unary(ShelfMethods.getProductHistory) { [self] in try await history($1) }
    }

    private func search(_ request: SearchProductsRequest) async throws -> SearchProductsResponse {
        let count = try pageCount(request.limit, most: 500)
        let search = try ProductSearch(request)
        guard let position = PagePosition(token: request.pageToken, of: search) else {
            throw RPCError.malformed(
                "page_token",
                "page_token is none that this question was given; ask for the first page, or "
                    + "repeat the question as it was")
        }
        return try await gate.read(request.platform) { book in
            let page = book.index.search(
                search, from: position, limit: count, in: book.catalog)
            return SearchProductsResponse(
                products: page.products.map(\.message),
                nextPageToken: page.next?.token(for: search) ?? "",
                examined: UInt32(clamping: page.examined))
        }
    }

    private func history(
        _ request: GetProductHistoryRequest
    ) async throws -> GetProductHistoryResponse {
        let count = try pageCount(request.limit, most: 500)
        let id = try ProductID(request.product, field: "product")
        try await gate.read(request.platform) { book in
            guard book.catalog.products[id] != nil else {
                throw RPCError(CatalogRejection.productNotFound(id))
            }
        }
        let before = request.beforeSequence == 0 ? UInt64.max : request.beforeSequence
        let entries = try await entries(
            request.platform, key: "product:\(id)", before: before, count: count)
        let versions = try entries.filter { $0.kind == EventKind.named(ProductPut.protoName) }
            .map { entry in
                ProductVersion(
                    sequence: entry.sequence, timeUs: entry.timeUs, caller: entry.caller,
                    product: try ProductPut(decoding: entry.event).product)
            }
        let isFull = entries.count == count
        return GetProductHistoryResponse(
            versions: versions, earlier: isFull ? entries.first?.sequence ?? 0 : 0)
    }

    private func entries(
        _ platform: String, key: String, before: UInt64, count: Int
    ) async throws -> [JournalEntry] {
        do {
            return try await gate.runner.entries(
                try gate.journal(platform), key: key, before: before, count: count
            ).map { bytes throws in
                try EventUpcasts.catalog.today(try JournalEntry(decoding: bytes))
            }.sorted { $0.sequence < $1.sequence }
        } catch let error as JournalError {
            throw RPCError(error)
        }
    }
}

extension ProductSearch {
    init(_ request: SearchProductsRequest) throws(RPCError) {
        for (field, text) in [
            ("text", request.text), ("category", request.category),
            ("merchant", request.merchant),
        ] where text.utf8.count > CatalogLimits.titleBytesMax {
            throw RPCError.malformed(
                field,
                "\(field) has \(text.utf8.count) bytes; state at most "
                    + "\(CatalogLimits.titleBytesMax)")
        }
        for (field, fen) in [("least_fen", request.leastFen), ("most_fen", request.mostFen)]
        where !(0...Money.amountMax.fen).contains(fen) {
            throw RPCError.malformed(
                field, "\(field) is \(fen); state 0 to \(Money.amountMax.fen) fen")
        }
        self.init(
            text: request.text, category: request.category, merchant: request.merchant,
            status: request.status == .unspecified
                ? nil : try Domain.ProductStatus(request.status),
            least: request.leastFen == 0 ? nil : Money(fen: request.leastFen),
            most: request.mostFen == 0 ? nil : Money(fen: request.mostFen))
    }
}
