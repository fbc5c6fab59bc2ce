import Foundation
import Journal
import Services
import Testing
import Transparency
import Wire

@testable import tidemark

@Suite("Tool: journals where they lie")
struct JournalToolTests {
    private static let pool = JournalName(service: "pool", platform: "demo")

    private static let held = JournalEntry(
        sequence: 2, timeUs: 1_700_000_000_000_007, kind: "held",
        event: Held(order: 17, member: 42, paidFen: 100, payment: "p").encoded(),
        keys: ["order:17"], caller: "service/order", requestID: "o17/hold/1",
        requestMac: [1, 2, 3], reply: [4], method: "/tidemark.pool.v1.Pool/Hold")

    @Test("prints an entry with its event decoded, as one JSON object")
    func entry() throws {
        let text = try EntryText(Self.pool, 2, Self.held.encoded())
        let value = try JSONValue(parsing: Data(text.json.utf8))
        let object = try JSONObject(value, place: "entry")
        #expect(try object.text("journal") == "pool/demo")
        #expect(try object.whole("sequence") == 2)
        #expect(try object.text("time") == "2023-11-14T22:13:20.000007Z")
        #expect(try object.text("kind") == "held")
        #expect(try object.text("requestId") == "o17/hold/1")
        #expect(try object.text("requestMac") == "AQID")
        #expect(try object.object("event", place: "event").text("order") == "17")
        #expect(text.line.contains("order:17"))
    }

    @Test("prints the bytes of an event that it does not know, and refuses what is no entry")
    func unknown() throws {
        var entry = Self.held
        entry.kind = "held_otherwise"
        let text = try EntryText(Self.pool, 2, entry.encoded())
        #expect(text.event == nil)
        #expect(text.json.contains("\"event\":null,\"eventBytes\":"))
        #expect(throws: Failure.self) { try EntryText(Self.pool, 2, [0xff]) }
    }

    @Test("knows the kind of every event that a service records")
    func kinds() {
        for (kind, service) in [
            ("settled", "pool"), ("platform_created", "pool"), ("order_settled", "order"),
            ("stock_reserved", "catalog"), ("joined", "referral"), ("checkpoint_signed", "audit"),
        ] {
            let message = EventKind.message(kind, of: service)
            #expect(message.map { EventKind.named($0.name) } == kind)
        }
        #expect(EventKind.message("settled", of: "catalog") == nil)
    }

    /// Backs up a store with a few entries, and returns the folder that holds the backup.
    private func backup(_ folder: TemporaryFolder) async throws -> BackupManifest {
        let runner = try ToyRunner(
            directory: "\(folder.path)/toy", service: "toy", environment: .testing())
        for index in 0..<20 { try await runner.add([index, 1], id: "d\(index)") }
        let manifest = try Backup(
            source: "\(folder.path)/toy", destination: "\(folder.path)/backup"
        ).take()
        try await runner.stop()
        return manifest
    }

    @Test("backs up a running service, and restores what was acknowledged")
    func roundTrip() async throws {
        let folder = try TemporaryFolder()
        let manifest = try await backup(folder)
        #expect(try BackupManifest(readingFrom: "\(folder.path)/backup") == manifest)
        #expect(manifest.journals.map(\.size) == [40])
        #expect(manifest.files.map(\.name) == ["journal.sqlite", "request.key"])
        let target = "\(folder.path)/restored"
        let restore = try Restore(backup: "\(folder.path)/backup", destination: target)
        try restore.copy()
        try restore.finish()
        let runner = try ToyRunner(directory: target, service: "toy", environment: .testing())
        #expect(runner.head(demo).root.hex == manifest.journals[0].root)
        #expect(try await runner.add([7, 1], id: "d7").replayed)
        try await runner.stop()
        #expect(throws: Failure.self) {
            try Restore(backup: "\(folder.path)/backup", destination: target)
        }
        #expect(throws: Failure.self) {
            try Backup(source: target, destination: "\(folder.path)/backup").take()
        }
    }

    @Test("refuses a backup of which anything was changed, and leaves nothing of it")
    func changed() async throws {
        let folder = try TemporaryFolder()
        _ = try await backup(folder)
        for name in ["journal.sqlite", "request.key"] {
            let bytes = try folder.read("backup/\(name)")
            var other = bytes
            other[bytes.count / 2] ^= 1
            try folder.write("backup/\(name)", other)
            let target = "\(folder.path)/restored"
            let restore = try Restore(backup: "\(folder.path)/backup", destination: target)
            #expect(throws: Failure.self, "\(name)") { try restore.copy() }
            restore.abandon()
            #expect(try folder.names() == ["backup", "toy"])
            try folder.write("backup/\(name)", bytes)
        }
        let manifest = try folder.read("backup/manifest.json")
        let text = String(decoding: manifest, as: UTF8.self)
        try folder.write(
            "backup/manifest.json", Array(text.replacing("\"size\":40", with: "\"size\":39").utf8))
        let restore = try Restore(
            backup: "\(folder.path)/backup", destination: "\(folder.path)/restored")
        #expect(throws: Failure.self) { try restore.copy() }
        restore.abandon()
        try folder.remove("backup/manifest.json")
        #expect(throws: Failure.self) {
            try Restore(backup: "\(folder.path)/backup", destination: "\(folder.path)/restored")
        }
    }
}
