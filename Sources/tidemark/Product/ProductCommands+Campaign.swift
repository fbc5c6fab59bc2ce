import ArgumentParser
import Services
import Wire

extension ProductCommands {
    struct Campaign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Products at another price for a while.",
            discussion: """
                Examples:
                  tidemark product campaign list -p demo
                """,
            subcommands: [Open.self, End.self, Campaigns.self])
    }
}

extension ProductCommands.Campaign {
    struct Open: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sell a product at another price from one day to another.",
            discussion: """
                Says where the price goes: \(SixParts.names).
                The parts must sum to the price.

                Examples:
                  tidemark product campaign open 1 -p demo --from 2027-11-01 --to 2027-11-11 \\
                    --price 500 --waterfall 150,150,50,0,0,150 --each 2
                """)

        @Argument(help: "The product.") var product: UInt64
        @OptionGroup var platform: PlatformOptions
        @Option(help: "The first day, from 00:00 in Asia/Shanghai.") var from: DayArgument
        @Option(help: "The last day, until 24:00.") var to: DayArgument
        @Option(help: "Yuan per piece.") var price: YuanArgument
        @Option(help: "Six amounts in yuan that sum to the price.") var waterfall: String
        @Option(help: "Pieces that a member may order at this price.") var each: UInt32
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            guard let parts = SixParts(waterfall, places: 2) else {
                throw ValidationError(
                    "--waterfall \(waterfall): give six amounts in yuan: \(SixParts.names)")
            }
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .catalog, CampaignMethods.openCampaign,
                OpenCampaignRequest(
                    requestID: request.identifier, platform: platform.platform,
                    campaign: Wire.Campaign(
                        product: product, startsUs: from.beginMicroseconds,
                        endsUs: to.lastMicroseconds + 1, priceFen: price.fen,
                        waterfall: Waterfall(parts), piecesPerMember: each)))
            let campaign = try reply.campaign.orMissing("campaign")
            show(reply, of: platform) { ProductText.table([campaign]) }
        }
    }

    struct End: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a campaign now, or before it begins.",
            discussion: """
                Examples:
                  tidemark product campaign end 1 -p demo
                """)

        @Argument(help: "The campaign.") var campaign: UInt64
        @OptionGroup var platform: PlatformOptions
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .catalog, CampaignMethods.endCampaign,
                EndCampaignRequest(
                    requestID: request.identifier, platform: platform.platform,
                    campaign: campaign))
            show(reply, of: platform) { ["  campaign \(campaign) is over"] }
        }
    }

    struct Campaigns: ServiceCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List campaigns, those that are over included.",
            discussion: """
                Examples:
                  tidemark product campaign list -p demo --product 1
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Of this product only.") var product: UInt64 = 0
        @Option(help: "List campaigns above this number.") var after: UInt64 = 0
        @Option(help: "At most so many, 1 to 500.") var limit: UInt32 = 100
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .catalog, CampaignMethods.listCampaigns,
                ListCampaignsRequest(
                    platform: platform.platform, product: product, afterCampaign: after,
                    limit: limit))
            show(reply, of: platform) { ProductText.table(reply.campaigns) }
        }
    }
}
