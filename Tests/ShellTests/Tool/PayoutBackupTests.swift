import Foundation
import Testing
import Wire

@testable import Services
@testable import tidemark

@Suite("A backup of payout accounts", .timeLimit(.minutes(3)))
struct PayoutBackupTests {
    private static func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    @Test("has every account of a running pool, for its owner alone, and a restored pool pays it")
    func roundTrip() async throws {
        try await TestInstallation.run([]) { installation in
            let desk = try PayoutDesk(installation)
            let pool = "\(installation.folder)/pool"
            let backup = "\(installation.folder)/backup"
            try await installation.serve([.pool]) {
                try await desk.open()
                try await desk.register()
                // A file that a crash left unfinished is no account.
                let unfinished = "\(pool)/payout-accounts/\(String(repeating: "a", count: 64)).new"
                try Data([1]).write(to: URL(filePath: unfinished))
                let manifest = try Backup(source: pool, destination: backup).take()
                let accounts = manifest.files.map(\.name).filter(PayoutAccountFiles.isName)
                #expect(accounts.count == 1)
                #expect(try BackupManifest(readingFrom: backup) == manifest)
                for name in accounts {
                    #expect(try Self.mode("\(backup)/\(name)") == 0o600)
                    #expect(try Self.mode("\(backup)/payout-accounts") == 0o700)
                }
                // Registered later: not of this backup.
                _ = try await desk.register(
                    PayoutAccountText(holder: "张三丰", account: "1", bank: "B"), id: "later")
            }
            try Self.refuseDamage(backup, "\(installation.folder)/other")
            try FileManager.default.moveItem(atPath: pool, toPath: "\(pool).lost")
            let restore = try Restore(backup: backup, destination: pool)
            #expect(try restore.copy() == 0)
            try restore.finish()
            for name in try PayoutAccountFiles.names(in: pool) {
                #expect(try Self.mode("\(pool)/\(name)") == 0o600)
            }
            try await installation.serve([.pool]) {
                _ = try await desk.request(10_000, id: "w1")
                _ = try await desk.approve(1, by: desk.ann, id: "a1")
                _ = try await desk.send(id: "s1")
                let file = String(decoding: try await desk.file(1).file, as: UTF8.self)
                #expect(file.contains("6222021234567890123"))
            }
            await desk.close()
        }
    }

    /// An account that is changed or missing, a manifest that names another file.
    private static func refuseDamage(_ backup: String, _ target: String) throws {
        let name = try #require(try PayoutAccountFiles.names(in: backup).first)
        let file = URL(filePath: "\(backup)/\(name)")
        let bytes = try Data(contentsOf: file)
        for damage in [Data(bytes.dropLast()), Data([0xff] + bytes.dropFirst())] {
            try damage.write(to: file)
            let restore = try Restore(backup: backup, destination: target)
            #expect(throws: Failure.self) { try restore.copy() }
            restore.abandon()
        }
        try FileManager.default.removeItem(at: file)
        #expect(throws: Failure.self) {
            try Restore(backup: backup, destination: target).copy()
        }
        try bytes.write(to: file)
        #expect(!FileManager.default.fileExists(atPath: target))
    }

    @Test(
        "names no file outside of its folder",
        arguments: [
            "payout-accounts/../request.key", "payout-accounts/", "other/\(String.reference)",
            "payout-accounts/\(String.reference)0",
            "payout-accounts/\(String.reference.uppercased())",
            "/payout-accounts/\(String.reference)",
        ])
    func outside(name: String) {
        #expect(!PayoutAccountFiles.isName(name))
        #expect(PayoutAccountFiles.isName("payout-accounts/\(String.reference)"))
    }

    @Test("tells how many accounts were erased before it was taken")
    func erased() async throws {
        try await TestInstallation.run([]) { installation in
            let desk = try PayoutDesk(installation)
            let pool = "\(installation.folder)/pool"
            try await installation.serve([.pool]) {
                try await desk.open()
                try await desk.register()
            }
            for name in try PayoutAccountFiles.names(in: pool) {
                try FileManager.default.removeItem(atPath: "\(pool)/\(name)")
            }
            let backup = "\(installation.folder)/backup"
            _ = try Backup(source: pool, destination: backup).take()
            let restore = try Restore(
                backup: backup, destination: "\(installation.folder)/restored")
            #expect(try restore.copy() == 1)
            restore.abandon()
            await desk.close()
        }
    }
}

extension String {
    fileprivate static let reference = String(repeating: "0a", count: 32)
}
