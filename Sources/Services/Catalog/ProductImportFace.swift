import Domain
import Journal
import Transparency
import Transport
import Wire

/// Products from a file, by a stream of its parts.
struct ProductImportFace: Sendable {
    let gate: CommandGate<CatalogBook>
    let platforms: Platforms

    func register(on router: inout Router) {
        router.bidirectional(ProductImportMethods.importProducts) {
            [self] call, requests, responses in
            try await responses.send(try await take(requests, call))
        }
    }

    private func take(
        _ requests: RequestStream<ImportProductsRequest>, _ call: Call
    ) async throws -> ImportProductsResponse {
        guard let first = try await requests.next() else {
            throw RPCError.malformed("platform", "no part of a file came; send at least one")
        }
        guard let hash = Digest(first.fileSHA256) else {
            throw RPCError.malformed(
                "file_sha256", "file_sha256 has \(first.fileSHA256.count) bytes; give all 32")
        }
        _ = try await platforms.platform(first.platform)
        let taking = ProductImport(gate: gate, call: call, first: first, hash: hash)
        return try await withThrowingTaskGroup(of: TakenBatch.self) { group in
            var lines = FileLines()
            var reply = ImportProductsResponse()
            var part: ImportProductsRequest? = first
            var batch = try ProductBatch()
            // While one batch becomes durable the next is read; they are taken in the file's order.
            func finish() async throws {
                if let taken = try await group.next() { reply.add(taken) }
                let whole = batch.finish()
                group.addTask { try await taking.take(whole) }
            }
            while let some = part {
                try lines.add(some.data)
                while let line = try lines.next() {
                    try batch.add(line, isAtomic: first.allOrNothing)
                    if batch.isFull, !first.allOrNothing { try await finish() }
                }
                part = try await requests.next()
            }
            if let line = lines.rest() { try batch.add(line, isAtomic: first.allOrNothing) }
            try await finish()
            if let taken = try await group.next() { reply.add(taken) }
            return reply
        }
    }
}

/// Cuts what comes of a file into lines.
private struct FileLines {
    /// Bytes of one line: a product of the largest texts, all of them in quotes.
    private static let lineBytesMax = 32_768

    private var bytes: [UInt8] = []
    private var start = 0

    mutating func add(_ data: [UInt8]) throws(RPCError) {
        bytes.removeFirst(start)
        start = 0
        bytes.append(contentsOf: data)
    }

    /// The next whole line without its line feed.
    mutating func next() throws(RPCError) -> ArraySlice<UInt8>? {
        let rest = bytes[start...]
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            guard rest.count <= Self.lineBytesMax else {
                throw RPCError.malformed(
                    "data", "a line has more than \(Self.lineBytesMax) bytes; shorten it")
            }
            return nil
        }
        start = end + 1
        return rest[..<end]
    }

    /// The last line, if no line feed ends it.
    mutating func rest() -> ArraySlice<UInt8>? {
        let rest = bytes[start...]
        start = bytes.endIndex
        return rest.isEmpty ? nil : rest
    }
}

/// Lines that are taken together.
struct ProductBatch: Sendable {
    /// Lines of one group of entries: what is refused of them fits the reply in an entry.
    static let linesMax = 250
    /// Lines of a file that is taken as a whole, all of them in memory and in one group.
    static let atomicLinesMax = 50_000
    /// Lines of a file.
    static let fileLinesMax: UInt64 = 1_000_000

    private var sheet: ProductSheet?
    /// Of the first line in the batch, counted from 1.
    private(set) var firstLine: UInt64 = 2
    private(set) var line: UInt64 = 0
    private(set) var drafts: [(line: UInt64, draft: ProductDraft)] = []
    private(set) var refused: [RefusedLine] = []
    /// The exact lines, which a repetition must repeat.
    private(set) var bytes: [UInt8] = []

    init() throws(RPCError) {}

    var isFull: Bool { line + 1 - firstLine >= UInt64(Self.linesMax) }
    var count: UInt64 { line < firstLine ? 0 : line + 1 - firstLine }

    mutating func add(_ text: ArraySlice<UInt8>, isAtomic: Bool) throws(RPCError) {
        line += 1
        guard line <= (isAtomic ? UInt64(Self.atomicLinesMax) : Self.fileLinesMax) else {
            throw RPCError(
                .outOfRange, "the file has more than \(line - 1) lines; send it in parts",
                reason: "limit_reached")
        }
        guard let sheet else {
            do throws(SheetFault) {
                self.sheet = try ProductSheet(columns: text)
            } catch {
                throw RPCError(
                    .invalidArgument, "line 1, column \(error.column): \(error.sentence)",
                    reason: "columns_malformed", metadata: ["line": "1"])
            }
            return
        }
        bytes.append(contentsOf: text)
        bytes.append(UInt8(ascii: "\n"))
        guard text.contains(where: { $0 != UInt8(ascii: "\r") }) else { return }
        do throws(SheetFault) {
            drafts.append((line, try sheet.draft(text)))
        } catch {
            refused.append(
                RefusedLine(
                    line: line, reason: "line_malformed",
                    sentence: "column \(error.column): \(error.sentence)"))
        }
    }

    /// Gives the lines that it has, and begins anew after them.
    mutating func finish() -> ProductBatch {
        let whole = self
        firstLine = line + 1
        drafts = []
        refused = []
        bytes = []
        return whole
    }
}

/// What came of a batch.
private struct TakenBatch: Sendable {
    var lines: UInt64
    var part: ImportProductsResponse
}

extension ImportProductsResponse {
    /// Refused lines that one reply lists: 2 MiB, half of a message.
    private static let refusedMax = 10_000

    fileprivate mutating func add(_ batch: TakenBatch) {
        lines += batch.lines
        taken += batch.part.taken
        refused += batch.part.refused.prefix(max(0, Self.refusedMax - refused.count))
    }
}

/// One file on its way into the journal.
private struct ProductImport: Sendable {
    /// UTF-8 bytes of a refusal that are kept with the reply in an entry.
    private static let sentenceBytesMax = 140

    let gate: CommandGate<CatalogBook>
    let call: Call
    let first: ImportProductsRequest
    let hash: Digest

    /// Takes the batch's lines. Durable on return.
    func take(_ batch: ProductBatch) async throws -> TakenBatch {
        guard batch.count > 0 else {
            return TakenBatch(lines: 0, part: ImportProductsResponse())
        }
        let isAtomic = first.allOrNothing
        let place = isAtomic ? "all" : "\(batch.firstLine)"
        // What is remembered is the lines themselves: other lines under the same hash are refused.
        let request = ImportProductsRequest(
            platform: first.platform, fileSHA256: hash.bytes, allOrNothing: isAtomic,
            data: batch.bytes)
        let (drafts, malformed) = (batch.drafts, batch.refused)
        let part: ImportProductsResponse = try await gate.run(
            call, request, on: first.platform, id: "csv/\(hash.hex.prefix(32))/\(place)"
        ) { book, time in
            isAtomic
                ? try Self.takeAll(drafts, malformed, &book, time)
                : try Self.takeGood(drafts, malformed, &book, time)
        }
        return TakenBatch(lines: batch.count, part: part)
    }

    private typealias Lines = [(line: UInt64, draft: ProductDraft)]

    private static func takeGood(
        _ drafts: Lines, _ malformed: [RefusedLine], _ book: inout CatalogBook, _ time: Int64
    ) throws -> ([EntryDraft], ImportProductsResponse) {
        var reply = ImportProductsResponse(refused: malformed)
        var entries: [EntryDraft] = []
        for (line, draft) in drafts {
            do {
                entries += try book.run(.put(draft), at: time).map(\.entry)
                reply.taken += 1
            } catch let error as RPCError {
                reply.refused.append(refusal(error, line))
            }
        }
        return (entries, sorted(reply))
    }

    private static func takeAll(
        _ drafts: Lines, _ malformed: [RefusedLine], _ book: inout CatalogBook, _ time: Int64
    ) throws -> ([EntryDraft], ImportProductsResponse) {
        var reply = ImportProductsResponse(refused: malformed)
        for (line, draft) in drafts {
            do throws(CatalogRejection) {
                _ = try book.catalog.decide(
                    .put(draft), at: book.catalog.clock.instant(atWall: time))
            } catch {
                reply.refused.append(refusal(RPCError(error), line))
            }
        }
        guard reply.refused.isEmpty else { return ([], sorted(reply)) }
        let fresh = drafts.count { $0.draft.id == nil }
        guard book.catalog.products.count + fresh <= CatalogLimits.productsMax else {
            throw RPCError(CatalogRejection.tooManyProducts)
        }
        let entries = try drafts.flatMap { try book.run(.put($0.draft), at: time).map(\.entry) }
        reply.taken = UInt64(drafts.count)
        return (entries, reply)
    }

    private static func refusal(_ error: RPCError, _ line: UInt64) -> RefusedLine {
        var sentence = error.message
        while sentence.utf8.count > sentenceBytesMax { sentence.removeLast() }
        return RefusedLine(line: line, reason: error.reason, sentence: sentence)
    }

    private static func sorted(_ reply: ImportProductsResponse) -> ImportProductsResponse {
        var reply = reply
        reply.refused.sort { $0.line < $1.line }
        return reply
    }
}
