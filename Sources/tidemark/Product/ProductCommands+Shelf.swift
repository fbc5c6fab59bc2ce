import ArgumentParser
import Services
import Wire

extension ProductCommands {
    struct Search: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find products by words, Chinese included, and by what they are.",
            discussion: """
                Words are found in titles and categories by their beginnings, Chinese text by
                any part. A page tells the token of the next; repeat the question with it.

                Examples:
                  tidemark product search tea -p demo
                  tidemark product search 龙井 -p demo --category 茶叶 --most 100
                """)

        @Argument(help: "Words; all of them are looked for.") var words: [String] = []
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Exactly this category.") var category = ""
        @Option(help: "Exactly this merchant.") var merchant = ""
        @Option(help: "draft, on-sale or retired; any if not given.") var status: StatusArgument?
        @Option(help: "Yuan per piece at least.") var least: YuanArgument?
        @Option(help: "Yuan per piece at most.") var most: YuanArgument?
        @Option(help: "The token of the page before.") var page = ""
        @Option(help: "At most so many, 1 to 500.") var limit: UInt32 = 100
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .catalog, ShelfMethods.searchProducts,
                SearchProductsRequest(
                    platform: platform.platform, text: words.joined(separator: " "),
                    category: category, merchant: merchant, status: status?.status ?? .zero,
                    leastFen: least?.fen ?? 0, mostFen: most?.fen ?? 0, pageToken: page,
                    limit: limit))
            show(reply, of: platform) {
                let more = "  more: --page \(reply.nextPageToken)"
                return ProductText.table(reply.products)
                    + (reply.nextPageToken.isEmpty ? [] : [more])
            }
        }
    }

    struct History: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a product cost before, and where its price went.",
            discussion: """
                Examples:
                  tidemark product history 1 -p demo
                """)

        @Argument(help: "The product.") var product: UInt64
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Versions before this entry.") var before: UInt64 = 0
        @Option(help: "Entries to look at, 1 to 500.") var limit: UInt32 = 100
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .catalog, ShelfMethods.getProductHistory,
                GetProductHistoryRequest(
                    platform: platform.platform, product: product, beforeSequence: before,
                    limit: limit))
            show(reply, of: platform) {
                ProductText.history(reply.versions)
                    + (reply.earlier == 0 ? [] : ["  earlier: --before \(reply.earlier)"])
            }
        }
    }
}
