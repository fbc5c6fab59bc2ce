import Services
import Transparency
import Wire

/// Sends the rows of a file to the order service, a chunk after the other, and waits until the
/// orders are settled. Every chunk has a request id of the file's hash and its first line, so
/// sending the file again does nothing twice and completes what was begun.
struct Importer {
    /// Rows of one request: some 10 KiB, and one group of entries.
    static let chunkRows = 250
    private static let pollMilliseconds = 50

    let patience: Patience
    let platform: String
    let product: UInt64
    let report: (ImportProgress) -> Void

    /// What became of a file.
    struct Outcome: Sendable {
        var rows: Int
        var paidFen: Int64
        var firstOrder: UInt64
        var lastOrder: UInt64
        /// From the first row sent to the last order settled.
        var duration: Duration
        /// Of the whole platform, when all were settled.
        var progress: GetProgressResponse

        var ordersPerSecond: Int64 {
            let microseconds = Int64(max(1, duration / .microseconds(1)))
            return Int64(rows) * 1_000_000 / microseconds
        }
    }

    /// Fails if an order of the file is stuck, naming the first few.
    func run(_ file: PurchaseFile, hash: Digest) async throws -> Outcome {
        let start = ContinuousClock.now
        var orders: (first: UInt64, last: UInt64) = (.max, 0)
        var progress = GetProgressResponse()
        for first in stride(from: 0, to: file.rows.count, by: Self.chunkRows) {
            let rows = file.rows[first..<min(first + Self.chunkRows, file.rows.count)]
            let reply = try await patience.call(
                .order, OrdersMethods.importOrders, request(rows, line: first + 2, hash))
            orders = (min(orders.first, reply.firstOrder), max(orders.last, reply.lastOrder))
            progress = try await self.progress()
            report(ImportProgress(rows: file.rows.count, placed: rows.endIndex, progress))
        }
        while progress.open > 0, try await areOnTheirWay(orders.first, orders.last) {
            try await Task.sleep(for: .milliseconds(Self.pollMilliseconds))
            progress = try await self.progress()
            report(ImportProgress(rows: file.rows.count, placed: file.rows.count, progress))
        }
        let duration = start.duration(to: .now)
        if progress.stuck > 0 { try await refuseStuck(orders.first, orders.last) }
        return Outcome(
            rows: file.rows.count, paidFen: file.rows.reduce(0) { $0 + $1.amountFen },
            firstOrder: orders.first, lastOrder: orders.last, duration: duration,
            progress: progress)
    }

    private func request(
        _ rows: ArraySlice<PurchaseFile.Row>, line: Int, _ hash: Digest
    ) -> ImportOrdersRequest {
        ImportOrdersRequest(
            requestID: "import/\(hash.hex.prefix(16))/\(line)", platform: platform,
            fileSHA256: hash.bytes, firstLine: UInt64(line), product: product,
            rows: rows.map { row in
                ImportRow(
                    date: row.date, member: row.member, quantity: row.quantity,
                    amountFen: row.amountFen)
            })
    }

    private func progress() async throws -> GetProgressResponse {
        try await patience.call(
            .order, OrdersMethods.getProgress, GetProgressRequest(platform: platform))
    }

    // MARK: - Orders on their way

    /// The unfinished orders from `first` to `last`, the lowest `limit` of them.
    private func unfinished(
        _ first: UInt64, _ last: UInt64, limit: UInt32
    ) async throws -> [Order] {
        let request = ListOrdersRequest(
            platform: platform, afterOrder: first - min(first, 1), limit: limit,
            unfinished: true)
        return try await patience.call(.order, OrdersMethods.listOrders, request).orders
            .filter { $0.order <= last }
    }

    /// Whether an order of the file will still go on by itself. Orders of others on the same
    /// platform, such as one that nobody pays, are not waited for.
    private func areOnTheirWay(_ first: UInt64, _ last: UInt64) async throws -> Bool {
        guard let next = try await unfinished(first, last, limit: 1).first else { return false }
        guard !next.stuck.isEmpty else { return true }
        return try await unfinished(first, last, limit: 500).contains { $0.stuck.isEmpty }
    }

    private func refuseStuck(_ first: UInt64, _ last: UInt64) async throws {
        let stuck = try await unfinished(first, last, limit: 500).filter { !$0.stuck.isEmpty }
        guard !stuck.isEmpty else { return }
        let some = stuck.prefix(5).map { "order \($0.order): \($0.stuck)" }
        throw Failure(
            .failed,
            "\(stuck.count) or more orders of the file are stuck; see `tidemark order show` and "
                + "`tidemark order retry`. \(some.joined(separator: "; "))")
    }
}
