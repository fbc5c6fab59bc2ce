import ArgumentParser
import Services
import Wire

struct ProductCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "product", abstract: "Products, where their price goes, and stock.",
        discussion: """
            Examples:
              tidemark product put -p demo --title Tea --price 1000 \\
                --waterfall 300,300,100,0,0,300 --stock 100
              tidemark product list -p demo
            """,
        subcommands: [
            Put.self, List.self, Search.self, Show.self, History.self, Stock.self,
            Import.self, Campaign.self,
        ])

    struct Put: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a product on sale, or change it.",
            discussion: """
                Says where the price goes: \(SixParts.names).
                The parts must sum to the price, or to 10,000 basis points with an open price.

                Examples:
                  tidemark product put -p demo --title Tea --price 1000 \\
                    --waterfall 300,300,100,0,0,300 --stock 100
                  tidemark product put -p demo --title 龙井茶 --price 88.00 \\
                    --rates 3000,3000,1000,0,0,3000 --category 茶叶 --stock 20
                  tidemark product put -p cdnow --title Import \\
                    --rates 3000,3000,1000,0,0,3000 --delivery virtual --unlimited
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "The product to change; a new one if not given.") var product: UInt64 = 0
        @Option(help: "What people call it.") var title: String
        @Option(help: "Yuan per piece.") var price: YuanArgument?
        @Option(help: "Six amounts in yuan that sum to the price.") var waterfall: String?
        @Option(
            help: "Six rates instead of amounts; without a price, each order gives its own.")
        var rates: String?
        @Option(help: "What people read about it.") var description = ""
        @Option(help: "An https address of an image; may be given nine times.")
        var image: [String] = []
        @Option(help: "What kind of thing it is.") var category = ""
        @Option(help: "Who sells it.") var merchant = ""
        @Option(help: "shipped, picked-up or virtual.") var delivery = DeliveryArgument.shipped
        @Option(help: "draft, on-sale or retired.") var status = StatusArgument.onSale
        @Option(help: "Pieces on hand of a new product.") var stock: Int64 = 0
        @Flag(help: "Never runs out.") var unlimited = false
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func validate() throws { _ = try asked() }

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .catalog, CatalogMethods.putProduct,
                PutProductRequest(
                    requestID: request.identifier, platform: platform.platform,
                    product: try asked()))
            let product = try reply.product.orMissing("product")
            show(reply, of: platform) { ProductText.lines(product) }
        }

        private func asked() throws -> Product {
            var asked = Product(
                product: product, title: title, delivery: delivery.delivery,
                status: status.status, stockUnlimited: unlimited, onHand: stock,
                description: description, images: image, category: category, merchant: merchant)
            switch (price, waterfall, rates) {
            case (let price?, let waterfall?, nil):
                guard let parts = SixParts(waterfall, places: 2) else {
                    throw ValidationError(
                        "--waterfall \(waterfall): give six amounts in yuan: \(SixParts.names)")
                }
                asked.priceFen = price.fen
                asked.waterfall = Waterfall(parts)
            case (let price, nil, let rates?):
                guard let parts = SixParts(rates, places: 0), let rates = WaterfallRates(parts)
                else {
                    throw ValidationError(
                        "--rates \(rates): give six rates in basis points: \(SixParts.names)")
                }
                asked.rates = rates
                asked.priceFen = price?.fen ?? 0
                asked.openPrice = price == nil
            default:
                throw ValidationError("give --price with --waterfall or --rates, or --rates alone")
            }
            return asked
        }
    }

    struct List: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a platform's products.",
            discussion: """
                Examples:
                  tidemark product list -p demo
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "List products above this id.") var after: UInt64 = 0
        @Option(help: "At most so many, 1 to 500.") var limit: UInt32 = 100
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .catalog, CatalogMethods.listProducts,
                ListProductsRequest(
                    platform: platform.platform, afterProduct: after, limit: limit))
            show(reply, of: platform) { ProductText.table(reply.products) }
        }
    }

    struct Show: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a product, where its price goes, and its stock.",
            discussion: """
                Examples:
                  tidemark product show 1 -p demo
                """)

        @Argument(help: "The product.") var product: UInt64
        @OptionGroup var platform: PlatformOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .catalog, CatalogMethods.getProduct,
                GetProductRequest(platform: platform.platform, product: product))
            let product = try reply.product.orMissing("product")
            show(reply, of: platform) { ProductText.lines(product) }
        }
    }

    struct Stock: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add pieces to a product's stock, or take some.",
            discussion: """
                Examples:
                  tidemark product stock 1 -p demo --by 50 --reason "delivery of May 3"
                  tidemark product stock 1 -p demo --by=-2 --reason broken
                """)

        @Argument(help: "The product.") var product: UInt64
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Pieces; negative to take.") var by: Int64
        @Option(help: "Why; it is kept in the journal.") var reason: String
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .catalog, CatalogMethods.adjustStock,
                AdjustStockRequest(
                    requestID: request.identifier, platform: platform.platform,
                    product: product, by: by, reason: reason))
            let product = try reply.product.orMissing("product")
            show(reply, of: platform) { ProductText.lines(product) }
        }
    }
}
