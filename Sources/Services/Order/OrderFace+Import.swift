import Domain
import Journal
import Transport
import Wire

extension OrderFace {
    /// Orders of the past, in order of the file: places them in one command, durable when it
    /// answers; they go on by themselves. Waits while many orders are on their way.
    func importOrders(
        _ call: Call, _ request: ImportOrdersRequest
    ) async throws -> ImportOrdersResponse {
        let platform = try await platforms.platform(request.platform)
        guard platform.sandbox else {
            throw RPCError(
                .failedPrecondition,
                "platform \(request.platform) is not a sandbox; import into a sandbox platform",
                reason: "not_a_sandbox")
        }
        guard request.fileSHA256.count == 32 else {
            throw RPCError.malformed(
                "file_sha256",
                "file_sha256 has \(request.fileSHA256.count) bytes; send the 32 bytes of the "
                    + "file's SHA-256")
        }
        guard (1...OrderLimits.importRowsMax).contains(request.rows.count) else {
            throw RPCError(OrderRejection.rowsOutOfRange(request.rows.count))
        }
        let orders = ImportOrders(
            product: try ProductID(request.product, field: "product"),
            firstLine: request.firstLine,
            rows: try request.rows.enumerated().map { index, row in
                try ImportRow(row, line: request.firstLine &+ UInt64(index))
            }, returnDays: Int(platform.plan?.returnDays ?? 0))
        await driver.waitForRoom()
        try await join(request)
        let placed = try await gate.run(
            call, request, on: request.platform, id: request.requestID
        ) { book, time in
            let events = try book.run(.placeImported(orders), at: time)
            let ids = events.compactMap { event in
                if case .placed(let order) = event { order.id.rawValue } else { nil }
            }
            return (
                events.map(\.entry),
                ImportOrdersResponse(firstOrder: ids.first ?? 0, lastOrder: ids.last ?? 0)
            )
        }
        guard placed.firstOrder >= 1, placed.firstOrder <= placed.lastOrder else { return placed }
        for order in placed.firstOrder...placed.lastOrder {
            driver.wake(
                .order(OrderID(rawValue: order), platform: request.platform))
        }
        return placed
    }

    /// The rows' members join without inviters; who joined before is passed over.
    private func join(_ request: ImportOrdersRequest) async throws {
        let members = Set(request.rows.map(\.member)).sorted()
        let file = request.fileSHA256.prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        _ = try await referral.call(
            ReferralMethods.importMembers,
            ImportMembersRequest(
                requestID: "import/\(file.joined())/\(request.firstLine)",
                platform: request.platform, members: members))
    }
}

extension Domain.ImportRow {
    fileprivate init(_ message: Wire.ImportRow, line: UInt64) throws(RPCError) {
        guard let day = ShanghaiDay(message.date) else {
            throw RPCError.malformed(
                "date", "line \(line): date is \"\(message.date.prefix(32))\"; write YYYY-MM-DD")
        }
        guard message.member >= 1 else {
            throw RPCError.malformed("member", "line \(line): member is 0; ids are 1 and above")
        }
        self.init(
            day: day, member: MemberID(rawValue: message.member),
            quantityText: message.quantity, amount: Money(fen: message.amountFen))
    }
}
