import Testing
import Transparency
import Transport
import Wire

@testable import Services

@Suite("Products from a file", .timeLimit(.minutes(3)))
struct ProductImportTests {
    private static let columns = "title,price_fen,cost_fen,contribution_fen,stock"

    /// Sends `text` in parts of so many bytes.
    private static func send(
        _ text: String, _ desk: ShelfDesk, allOrNothing: Bool = false, part: Int = 1_000,
        hash: Digest? = nil
    ) async throws -> ImportProductsResponse {
        let bytes = Array(text.utf8)
        let call = desk.shop.catalog.clientStream(ProductImportMethods.importProducts)
        for start in stride(from: 0, to: max(1, bytes.count), by: part) {
            try await call.requests.send(
                ImportProductsRequest(
                    platform: desk.shop.platform,
                    fileSHA256: (hash ?? Digest.hash(bytes)).bytes, allOrNothing: allOrNothing,
                    data: Array(bytes[start..<min(start + part, bytes.count)])))
        }
        call.requests.finish()
        return try await call.response()
    }

    private static func file(_ lines: Int, bad: Set<Int> = []) -> String {
        let rows = (2..<lines + 2).map { line in
            "茶 \(line),1000,\(bad.contains(line) ? 699 : 700),300,5"
        }
        return ([columns] + rows).joined(separator: "\n") + "\n"
    }

    private static func count(_ desk: ShelfDesk) async throws -> Int {
        try await desk.kinds()["product_put"] ?? 0
    }

    @Test("good lines are kept and bad ones named, however the file is cut; again does nothing")
    func goodLines() async throws {
        try await ShelfDesk.run { _, desk in
            let text = Self.file(600, bad: [3, 400, 601]) + "x,,1\n"
            let reply = try await Self.send(text, desk, part: 777)
            #expect(reply.lines == 601)
            #expect(reply.taken == 597)
            #expect(reply.refused.map(\.line) == [3, 400, 601, 602])
            #expect(reply.refused[0].reason == "waterfall_does_not_sum")
            #expect(reply.refused[0].sentence.contains("1 fen are missing"))
            #expect(reply.refused[3].reason == "line_malformed")
            #expect(try await Self.count(desk) == 597)
            let again = try await Self.send(text, desk, part: 5_000)
            #expect(again == reply)
            #expect(try await Self.count(desk) == 597)
            // Other lines under the same hash are no repetition.
            do {
                _ = try await Self.send(
                    Self.file(600), desk, hash: Digest.hash(Array(text.utf8)))
                Issue.record("another file under the same hash is taken")
            } catch let error as RPCError {
                #expect(error.code == .alreadyExists)
            }
        }
    }

    @Test("with all_or_nothing one bad line refuses all, and none is taken")
    func allOrNothing() async throws {
        try await ShelfDesk.run { _, desk in
            let bad = try await Self.send(Self.file(300, bad: [299]), desk, allOrNothing: true)
            #expect(bad.taken == 0)
            #expect(bad.refused.map(\.line) == [299])
            #expect(try await Self.count(desk) == 0)
            let good = try await Self.send(Self.file(300), desk, allOrNothing: true)
            #expect(good.taken == 300)
            #expect(good.refused == [])
            let again = try await Self.send(Self.file(300), desk, allOrNothing: true)
            #expect(again == good)
            #expect(try await Self.count(desk) == 300)
        }
    }

    @Test("a file whose columns say too little is refused before anything is taken")
    func columnsRefused() async throws {
        try await ShelfDesk.run { _, desk in
            do {
                _ = try await Self.send("title,price_fen\nTea,1\n", desk)
                Issue.record("columns without a waterfall are taken")
            } catch let error as RPCError {
                #expect(error.code == .invalidArgument)
                #expect(error.reason == "columns_malformed")
            }
            #expect(try await Self.count(desk) == 0)
        }
    }
}
