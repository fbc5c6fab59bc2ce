import Services
import Transparency
import Wire

/// Real orders of a shop, imported into a sandbox platform of their own.
struct SampleImport {
    static let platform = "cdnow"

    let services: Connections

    struct Outcome: Sendable {
        var figures: SampleFigures
        var pool: GetPoolResponse
        var imported: Importer.Outcome
        /// All orders of the file had been settled before.
        var wasThereBefore: Bool
    }

    func run(
        _ file: PurchaseFile, _ hash: Digest, report: @escaping (ImportProgress) -> Void
    ) async throws -> Outcome {
        let platform = Self.platform
        _ = try await services.call(
            .pool, PoolMethods.createPlatform,
            CreatePlatformRequest(
                requestID: "demo/\(platform)/platform", platform: platform,
                title: "CDNOW sample", sandbox: true, plan: WorkedExample.plan))
        let product = try await putProduct()
        let before = try await services.call(
            .order, OrdersMethods.getProgress, GetProgressRequest(platform: platform))
        let importer = Importer(
            patience: Patience(services: services, seconds: 60), platform: platform,
            product: product, report: report)
        let imported = try await importer.run(file, hash: hash)
        let pool = try await services.call(
            .pool, PoolMethods.getPool, GetPoolRequest(platform: platform))
        return Outcome(
            figures: SampleFigures(imported.progress, pool, try await wallets()), pool: pool,
            imported: imported, wasThereBefore: before.settled >= UInt64(file.rows.count))
    }

    /// The one product without a price of its own: each imported order gives it.
    private func putProduct() async throws -> UInt64 {
        let reply = try await services.call(
            .catalog, CatalogMethods.putProduct,
            PutProductRequest(
                requestID: "demo/\(Self.platform)/product", platform: Self.platform,
                product: Product(
                    title: "Import", delivery: .virtual, status: .onSale,
                    rates: WaterfallRates(
                        costBps: 3_000, commissionBps: 3_000, platformBps: 1_000,
                        contributionBps: 3_000),
                    openPrice: true, stockUnlimited: true)))
        return try reply.product.orMissing("product").product
    }

    private func wallets() async throws -> [Wallet] {
        var wallets: [Wallet] = []
        while true {
            let page = try await services.call(
                .pool, PoolMethods.listWallets,
                ListWalletsRequest(
                    platform: Self.platform, afterMember: wallets.last?.member ?? 0,
                    limit: 1_000)
            ).wallets
            guard !page.isEmpty else { return wallets }
            wallets += page
        }
    }

    static func lines(_ outcome: Outcome) -> [String] {
        let (pool, figures) = (outcome.pool, outcome.figures)
        let imported = outcome.imported
        let rows = FigureText.count(imported.rows)
        let seconds = ImportText.seconds(imported.duration)
        var sheet = Sheet()
        sheet.add(
            "orders",
            outcome.wasThereBefore
                ? "\(rows), settled before; asked for again in \(seconds) s, nothing done twice"
                : "\(rows) settled in \(seconds) s: \(ImportText.speed(imported)), all durable"
        )
        sheet.add("with points", FigureText.count(figures.ordersGranted))
        sheet.add("reserve", "\(FigureText.yuan(pool.reserveFen)) yuan")
        sheet.add("supply", "\(FigureText.points(pool.supplyUnits)) points")
        sheet.add("price", "\(pool.price) yuan per point")
        sheet.add(
            "exits",
            "\(FigureText.count(pool.exits)) of \(FigureText.count(pool.lotsGranted)) lots forced "
                + "out at \(FigureText.points(Int64(WorkedExample.plan.exitMultipleBps) * 100))×, "
                + "\(FigureText.yuan(pool.walletsFen)) yuan paid into wallets")
        return sheet.lines + [""] + PoolText.truth(pool).flatMap(Prose.indented)
    }
}
