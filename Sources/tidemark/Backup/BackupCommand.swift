import ArgumentParser
import Foundation
import Journal

/// Copies journals into a folder of their own.
struct BackupCommand: JSONCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy a service's journals, while it runs, into a new folder.",
        discussion: """
            The copy is of one moment, by SQLite's online backup; the service goes on. It
            is then checked as `tidemark journal check` does, and its manifest written
            last: journals with size and root, files with length and SHA-256. Keys, and
            what payout accounts are called, are copied too, so keep the backup as secret
            as the service's folder.

            DIRECTORY is a service's folder, or an installation's with all of them, each
            copied at a moment of its own. Of an audit take its own folder; it mirrors the
            others anew.

            Examples:
              tidemark backup run/pool backups/pool-2026-11-24
              tidemark backup run backups/2026-11-24 --json

            Exit statuses: 0 done; 1 a journal has a fault or cannot be copied; 64 no
            journals there, or DESTINATION exists.
            """)

    @Argument(help: "A service's folder, such as run/pool, or an installation's.")
    var directory: String
    @Argument(help: "The folder to make.") var destination: String
    @OptionGroup var output: OutputOptions

    func run() throws {
        let folders = try JournalFolder.all(in: directory)
        guard !FileManager.default.fileExists(atPath: destination) else {
            throw Failure(
                .usage,
                "\(destination) exists; name a folder that does not, nothing is overwritten")
        }
        if folders != [directory] {
            try JournalFolder.failing(.failed) { () throws(JournalError) in
                try DurableFile.makeFolder(destination)
            }
        }
        for folder in folders {
            let rest = folder.dropFirst(directory.count).drop { $0 == "/" }
            let target =
                rest.isEmpty
                ? destination
                : "\(destination)/\(rest.replacing("/", with: "-"))"
            let manifest = try Backup(source: folder, destination: target).take()
            if output.json {
                Terminal.output.line(manifest.json)
            } else {
                Terminal.output.line(target)
                BackupText.lines(manifest).forEach { Terminal.output.line($0) }
            }
        }
    }
}

/// One service's folder and the backup that is made of it.
struct Backup {
    let source: String
    let destination: String

    /// Durable on return. Refuses journals that have a fault; what it has written by then stays,
    /// without a manifest.
    func take() throws(Failure) -> BackupManifest {
        let made = EntryText.time(Int64(Date().timeIntervalSince1970) * 1_000_000)
        try failing { () throws(JournalError) in
            let archive = try JournalArchive(directory: source)
            try DurableFile.makeFolder(destination)
            try archive.copy(to: "\(destination)/\(JournalArchive.fileName)")
        }
        let report = try failing { () throws(JournalError) in
            try JournalArchive(directory: destination).check()
        }
        guard report.faultCount == 0 else {
            throw Failure(
                .failed,
                "the journals in \(source) have \(report.faultCount) faults, the first: "
                    + "\(report.faults.first?.message ?? ""); see `tidemark journal check`")
        }
        var names = [JournalArchive.fileName]
        for name in try Self.keys(in: source) {
            let bytes = [UInt8](try InputFile.read("\(source)/\(name)"))
            try failing { () throws(JournalError) in
                try DurableFile.create("\(destination)/\(name)", bytes)
            }
            names.append(name)
        }
        names += try PayoutAccountFiles.copy(
            try PayoutAccountFiles.names(in: source), from: source, to: destination)
        var files: [BackupManifest.File] = []
        for name in names { files.append(try BackupManifest.file(name, in: destination)) }
        let manifest = BackupManifest(
            made: made, journals: BackupManifest.heads(report), files: files)
        try failing { () throws(JournalError) in
            try DurableFile.synchronizeNames(in: destination)
            try DurableFile.create(
                "\(destination)/\(BackupManifest.fileName)", [UInt8]("\(manifest.json)\n".utf8))
            try DurableFile.synchronizeNames(in: destination)
        }
        return manifest
    }

    /// What the service needs beside its journals, such as the key under which it knows a request
    /// again.
    private static func keys(in folder: String) throws(Failure) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { $0.hasSuffix(".key") }.sorted()
        } catch {
            throw Failure(.failed, "\(folder) cannot be read: \(error)")
        }
    }

    private func failing<Result>(
        _ body: () throws(JournalError) -> Result
    ) throws(Failure) -> Result {
        try JournalFolder.failing(.failed, body)
    }
}

enum BackupText {
    static func lines(_ manifest: BackupManifest) -> [String] {
        var table = Table(("journal", .left), ("entries", .right), ("root", .left))
        for head in manifest.journals {
            table.add(head.journal, FigureText.count(head.size), "\(head.root.prefix(16))…")
        }
        let bytes = manifest.files.reduce(0) { $0 + $1.byteCount }
        return (manifest.journals.isEmpty ? [] : table.lines) + [
            "  \(manifest.files.count) files, \(FigureText.count(bytes)) bytes, as of "
                + manifest.made
        ]
    }
}
