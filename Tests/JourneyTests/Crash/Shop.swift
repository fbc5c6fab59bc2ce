import Wire

/// What the imports of these tests go to: a sandbox platform with one product of open price.
struct Shop {
    static let platform = "cdnow"

    let processes: Processes

    /// Makes platform and product. The services must serve.
    func make() async throws {
        try await processes.run(
            "platform", "create", Self.platform, "--sandbox", "--return-days", "0",
            "--request-id", "platform")
        try await processes.run(
            "product", "put", "-p", Self.platform, "--title", "Import",
            "--rates", "3000,3000,1000,0,0,3000", "--delivery", "virtual", "--unlimited",
            "--request-id", "product")
    }

    /// Starts an import of `file`, which goes on by itself and waits for services that are away.
    func importing(_ file: String) throws -> RunningProcess {
        try processes.launch([
            "import", "orders", "\(processes.folder.path)/\(file)", "-p", Self.platform,
            "--product", "1", "--patience", "120", "--json",
        ])
    }

    /// Imports `file` to its end, and returns the totals.
    func importAll(_ file: String) async throws -> Totals {
        let importing = try importing(file)
        let output = await importing.output()
        guard await importing.ended() == .status(0),
            let progress = output.split(separator: "\"platform\":").last?.dropLast(2)
        else {
            let words = processes.folder.text("commands.log").suffix(1_000)
            throw Unexpected("the import failed: \(output) \(words)")
        }
        return try await totals(try GetProgressResponse(json: String(progress)))
    }

    private func totals(_ orders: GetProgressResponse) async throws -> Totals {
        func answer(_ words: String...) async throws -> String {
            Self.unmarked(try await processes.run(words + ["--json"]))
        }
        let pool = try await answer("pool", "show", Self.platform)
        let wallets = try await answer("pool", "wallets", Self.platform, "--limit", "1000")
        let product = try await answer("product", "show", "1", "-p", Self.platform)
        var totals = Totals(
            orders: orders, pool: try GetPoolResponse(json: pool),
            wallets: try ListWalletsResponse(json: wallets),
            product: try GetProductResponse(json: product))
        // How many entries it took is the one thing that a crash may change.
        totals.pool.sequence = 0
        totals.pool.figuresSequence = 0
        return totals
    }

    /// Without the first member of every answer about a sandbox.
    static func unmarked(_ json: String) -> String {
        json.replacing("{\"sandbox\":true,", with: "{", maxReplacements: 1)
    }
}

/// What an import leads to: orders settled and with points; reserve, supply, price, lots, exits,
/// money in and out; every wallet; pieces sold.
struct Totals: Equatable, Sendable {
    var orders: GetProgressResponse
    var pool: GetPoolResponse
    var wallets: ListWalletsResponse
    var product: GetProductResponse

    /// Those that are not as they were.
    func differences(from other: Totals) -> [String] {
        let pairs = [
            (orders.json(), other.orders.json()), (pool.json(), other.pool.json()),
            (wallets.json(), other.wallets.json()), (product.json(), other.product.json()),
        ]
        return pairs.filter { $0 != $1 }.map { "\($0), undisturbed \($1)" }
    }
}
