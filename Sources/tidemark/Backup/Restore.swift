import Foundation
import Journal
import Services

/// A folder in the making beside the one it is to become: that one is there whole or not at all.
struct Restore {
    let backup: String
    let destination: String
    let manifest: BackupManifest

    /// Refuses a folder that exists, and a backup without a manifest.
    init(backup: String, destination: String) throws(Failure) {
        self.backup = backup
        var name = destination[...]
        while name.count > 1, name.last == "/" { name.removeLast() }
        self.destination = String(name)
        manifest = try BackupManifest(readingFrom: backup)
        for path in [self.destination, unfinished]
        where FileManager.default.fileExists(atPath: path) {
            throw Failure(
                .usage, "\(path) exists; move it away first, nothing is overwritten")
        }
    }

    var unfinished: String { "\(destination).restoring" }

    /// The service that the journals belong to.
    func service() throws(Failure) -> ServiceName {
        let named = manifest.journals.first?.journal ?? destination
        let parts = named.split(separator: "/")
        let part = manifest.journals.isEmpty ? parts.last : parts.first
        guard let part, let service = ServiceName(rawValue: String(part)) else {
            throw Failure(
                .malformedInput,
                "whose journals \(backup) holds is not known; restore it without --audit")
        }
        return service
    }

    /// Copies the files, and holds them and every entry against the manifest. Returns how many
    /// payout accounts the journals refer to that have no file.
    @discardableResult
    func copy() throws(Failure) -> Int {
        try compareFiles()
        try failing { () throws(JournalError) in try DurableFile.makeFolder(unfinished) }
        let accounts = manifest.files.map(\.name).filter(PayoutAccountFiles.isName)
        for file in manifest.files where !PayoutAccountFiles.isName(file.name) {
            let path = "\(unfinished)/\(file.name)"
            do {
                try FileManager.default.copyItem(atPath: "\(backup)/\(file.name)", toPath: path)
            } catch {
                throw Failure(.failed, "\(backup)/\(file.name) cannot be copied: \(error)")
            }
            try failing { () throws(JournalError) in try DurableFile.synchronize(path) }
        }
        _ = try PayoutAccountFiles.copy(accounts, from: backup, to: unfinished)
        try checkEntries()
        return try PayoutAccountFiles.check(accounts, in: unfinished)
    }

    private func compareFiles() throws(Failure) {
        for file in manifest.files {
            let found = try BackupManifest.file(file.name, in: backup)
            guard found == file else {
                throw Failure(
                    .failed,
                    "\(backup)/\(file.name) has \(found.byteCount) bytes with SHA-256 "
                        + "\(found.sha256), and the manifest says \(file.byteCount) with "
                        + "\(file.sha256); take another backup")
            }
        }
    }

    private func checkEntries() throws(Failure) {
        let report = try failing { () throws(JournalError) in
            try JournalArchive(directory: unfinished).check()
        }
        guard report.faultCount == 0 else {
            throw Failure(
                .failed,
                "the backup has \(report.faultCount) faults, the first: "
                    + "\(report.faults.first?.message ?? ""); take another backup")
        }
        let heads = BackupManifest.heads(report)
        guard heads == manifest.journals else {
            throw Failure(
                .failed,
                "the entries give \(Self.words(heads)), and the manifest says "
                    + "\(Self.words(manifest.journals)); take another backup")
        }
    }

    private static func words(_ heads: [BackupManifest.Head]) -> String {
        heads.isEmpty
            ? "no journal"
            : heads.map { "\($0.journal) \($0.size) entries with root \($0.root)" }
                .joined(separator: ", ")
    }

    /// Gives the folder its name. Durable on return.
    func finish() throws(Failure) {
        try failing { () throws(JournalError) in
            try DurableFile.synchronizeNames(in: unfinished)
            try DurableFile.rename(unfinished, to: destination)
        }
    }

    /// Leaves nothing behind that could be taken for a service's folder.
    func abandon() {
        guard FileManager.default.fileExists(atPath: unfinished) else { return }
        do {
            try FileManager.default.removeItem(atPath: unfinished)
        } catch {
            Terminal.error.line("tidemark: \(unfinished) could not be removed; remove it")
        }
    }

    private func failing<Result>(
        _ body: () throws(JournalError) -> Result
    ) throws(Failure) -> Result {
        try JournalFolder.failing(.failed, body)
    }
}
