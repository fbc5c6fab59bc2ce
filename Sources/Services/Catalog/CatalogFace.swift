import Domain
import Journal
import Transport
import Wire

/// The catalog's methods.
struct CatalogFace: Sendable {
    let gate: CommandGate<CatalogBook>
    let platforms: Platforms

    func register(on router: inout Router) {
        router.unary(CatalogMethods.putProduct) { [self] in try await putProduct($0, $1) }
        router.unary(CatalogMethods.getProduct) { [self] in try await getProduct($1) }
        router.unary(CatalogMethods.listProducts) { [self] in try await listProducts($1) }
        router.unary(CatalogMethods.adjustStock) { [self] in try await adjustStock($0, $1) }
        router.unary(CatalogMethods.reserve) { [self] in try await reserve($0, $1) }
        router.unary(CatalogMethods.commit) { [self] in try await commit($0, $1) }
        router.unary(CatalogMethods.release) { [self] in try await release($0, $1) }
        router.unary(CatalogMethods.restock) { [self] in try await restock($0, $1) }
        router.unary(CatalogMethods.followClock) { [self] in try await followClock($0, $1) }
    }

    private func putProduct(
        _ call: Call, _ request: PutProductRequest
    ) async throws -> PutProductResponse {
        _ = try await platforms.platform(request.platform)
        guard let product = request.product else {
            throw RPCError.malformed("product", "product is missing; state the whole product")
        }
        let draft = try ProductDraft(product)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            let events = try book.run(.put(draft), at: time)
            guard case .productPut(let product)? = events.first else {
                preconditionFailure("putting a product is one event")
            }
            return (events.map(\.entry), PutProductResponse(product: product.message))
        }
    }

    private func getProduct(_ request: GetProductRequest) async throws -> GetProductResponse {
        let id = try ProductID(request.product, field: "product")
        return try await gate.read(request.platform) { book in
            guard let product = book.catalog.products[id] else {
                throw RPCError(CatalogRejection.productNotFound(id))
            }
            return GetProductResponse(product: product.message)
        }
    }

    private func listProducts(
        _ request: ListProductsRequest
    ) async throws -> ListProductsResponse {
        let count = try pageCount(request.limit, most: 500)
        return try await gate.read(request.platform) { book in
            let first = min(request.afterProduct, book.catalog.lastProduct) + 1
            let ids = (first..<book.catalog.lastProduct + 1).prefix(count)
            return ListProductsResponse(
                products: ids.compactMap {
                    book.catalog.products[ProductID(rawValue: $0)]?.message
                })
        }
    }

    private func adjustStock(
        _ call: Call, _ request: AdjustStockRequest
    ) async throws -> AdjustStockResponse {
        let id = try ProductID(request.product, field: "product")
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            let events = try book.run(
                .adjustStock(id, by: request.by, reason: request.reason), at: time)
            return (
                events.map(\.entry),
                AdjustStockResponse(product: book.catalog.products[id]?.message)
            )
        }
    }

    private func reserve(
        _ call: Call, _ request: ReserveRequest
    ) async throws -> ReserveResponse {
        let wish = ReserveOrder(
            order: try OrderID(request.order, field: "order"),
            member: try MemberID(request.member, field: "member"),
            lines: try request.lines.map { line throws in try Domain.OrderLine(line) },
            expiresAt: request.expiresUs == 0
                ? nil : Instant(microseconds: request.expiresUs))
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            let events = try book.run(.reserve(wish), at: time)
            guard case .stockReserved(let reservation)? = events.last else {
                preconditionFailure("the reservation is the last event of reserving")
            }
            return (
                events.map(\.entry),
                ReserveResponse(
                    lines: reservation.lines.map(\.message),
                    expiresUs: reservation.expiresAt?.microseconds ?? 0)
            )
        }
    }

    private func commit(_ call: Call, _ request: CommitRequest) async throws -> CommitResponse {
        let order = try OrderID(request.order, field: "order")
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            (try book.run(.commit(order), at: time).map(\.entry), CommitResponse())
        }
    }

    private func release(
        _ call: Call, _ request: ReleaseRequest
    ) async throws -> ReleaseResponse {
        let order = try OrderID(request.order, field: "order")
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            (try book.run(.release(order), at: time).map(\.entry), ReleaseResponse())
        }
    }
}
