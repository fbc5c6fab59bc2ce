import ArgumentParser
import Services
import Transparency
import Wire

extension ProductCommands {
    struct Import: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put all products of a CSV file.",
            discussion: """
                The first line names the columns: title and price_fen; cost_fen,
                commission_fen, platform_fen, tax_fen, payment_fee_fen, contribution_fen or the
                same in _bps; and where they are wanted product, description, images, category,
                merchant, delivery, status, stock. Bad lines are shown by number; good ones are
                kept, or none with --all-or-nothing. Running it again completes what was begun
                and does nothing twice.

                Examples:
                  tidemark product import products.csv -p demo
                  tidemark product import products.csv -p demo --all-or-nothing

                Exit statuses: 0 all lines taken; 1 some are refused; 3 refused; 4 not reached;
                64 usage.
                """)

        /// Bytes of one part: many lines, and a fraction of a message.
        private static let partBytes = 65_536

        @Argument(help: "The file.", completion: .file(extensions: ["csv"])) var file: String
        @OptionGroup var platform: PlatformOptions
        @Flag(help: "Take no line if one is refused; at most 50,000 lines.")
        var allOrNothing = false
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let bytes = Array(try InputFile.read(file))
            let platform = try await services.platform(platform.platform)
            let hash = Digest.hash(bytes)
            let starts = stride(from: 0, to: max(1, bytes.count), by: Self.partBytes)
            let start = ContinuousClock.now
            let reply = try await services.send(
                .catalog, ProductImportMethods.importProducts,
                starts.lazy.map { start in
                    ImportProductsRequest(
                        platform: platform.platform, fileSHA256: hash.bytes,
                        allOrNothing: allOrNothing,
                        data: Array(bytes[start..<min(start + Self.partBytes, bytes.count)]))
                })
            let duration = start.duration(to: .now)
            show(reply, of: platform) { ProductText.lines(reply, duration) }
            guard reply.refused.isEmpty else {
                throw Failure(
                    .failed,
                    "\(reply.lines - min(reply.taken, reply.lines)) lines were not taken; correct "
                        + "them and import them as a new file")
            }
        }
    }
}
