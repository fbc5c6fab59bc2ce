import ArgumentParser
import Foundation
import Journal
import Services

/// Makes a service's folder from a backup, and from what the audit mirrored since.
struct RestoreCommand: JSONCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a service's folder from a backup and the entries that the audit mirrored.",
        discussion: """
            Every file must have the manifest's SHA-256, and every journal the manifest's
            size and root, derived anew from its entries; a pool's payout accounts are
            read. With --audit, later entries are fetched from the audit's mirror up to the
            checkpoint that it signed, after proof that the checkpoint extends the backup;
            a history that forks is refused. Nothing is left of a restore that was refused.

            The folder must not exist, and the service must not run. Afterwards start it:
            the order service asks again for every open hop, under the same request ids.

            Examples:
              tidemark restore backups/pool-2026-11-24 run/pool --audit --key audit.key
              tidemark restore backups/2026-11-24/pool run/pool

            Exit statuses: 0 restored, up to what is said; 1 the backup does not hold, or
            forks; 4 the audit was not reached; 64 the folder exists; 65 no backup.
            """)

    @Argument(help: "A folder that `tidemark backup` made.") var backup: String
    @Argument(help: "The service's folder to make, such as run/pool.") var destination: String
    @Flag(help: "Fetch later entries from the installation's audit, which must run.")
    var audit = false
    @OptionGroup var key: KeyOptions
    @OptionGroup(title: "Installation") var client: ClientOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let restore = try Restore(backup: backup, destination: destination)
        do {
            let erased = try restore.copy()
            var journals = restore.manifest.journals.map { RestoredJournal(inBackup: $0) }
            if audit { journals = try await fetch(restore, journals) }
            try restore.finish()
            show(journals, erased: erased)
        } catch {
            restore.abandon()
            throw error
        }
    }

    private func fetch(
        _ restore: Restore, _ journals: [RestoredJournal]
    ) async throws -> [RestoredJournal] {
        let services = try Connections(client.installation, as: client.caller.caller)
        do {
            let key = try await key.pinned(services)
            let fetch = MirrorFetch(services: services, key: key.key)
            let all = try await fetch.extend(
                restore.unfinished, service: try restore.service(), journals)
            await services.close()
            return all
        } catch {
            await services.close()
            throw error
        }
    }

    private func show(_ journals: [RestoredJournal], erased: Int) {
        guard !output.json else {
            Terminal.output.line(
                JSONText.object([
                    ("directory", JSONText.quoted(destination)),
                    ("journals", JSONText.array(journals.map(\.json))),
                    ("erasedPayoutAccounts", "\(erased)"),
                ]))
            return
        }
        Terminal.output.line(destination)
        RestoredJournal.lines(journals).forEach { Terminal.output.line($0) }
        guard erased > 0 else { return }
        Prose.indented(
            "\(erased) payout accounts that the journals refer to are not in the backup: they were "
                + "erased before it was taken. What members registered since then is not there "
                + "either; they register again."
        ).forEach { Terminal.output.line($0) }
    }
}

/// How far a journal was restored.
struct RestoredJournal: Equatable, Sendable {
    var journal: String
    var backupSize: UInt64
    var size: UInt64
    var root: String
    /// The size of the audit's signed checkpoint; nil where the audit was not asked or has none.
    var signedSize: UInt64?

    init(inBackup head: BackupManifest.Head) {
        journal = head.journal
        backupSize = head.size
        size = head.size
        root = head.root
    }

    var json: String {
        JSONText.object([
            ("journal", JSONText.quoted(journal)), ("backupSize", "\(backupSize)"),
            ("size", "\(size)"), ("root", JSONText.quoted(root)),
            ("signedSize", signedSize.map { "\($0)" } ?? "null"),
        ])
    }

    static func lines(_ journals: [RestoredJournal]) -> [String] {
        var table = Table(
            ("journal", .left), ("in the backup", .right), ("from the audit", .right),
            ("entries", .right), ("root", .left))
        for journal in journals {
            table.add(
                journal.journal, FigureText.count(journal.backupSize),
                FigureText.count(journal.size - journal.backupSize),
                FigureText.count(journal.size), "\(journal.root.prefix(16))…")
        }
        let unsigned = journals.filter { $0.signedSize ?? 0 < $0.size }.map(\.journal)
        let words =
            unsigned.isEmpty
            ? "Restored up to the checkpoints that the audit signed."
            : "Restored. Whether more was acknowledged is not known of "
                + "\(unsigned.sorted().joined(separator: ", ")): no "
                + "checkpoint of the audit reaches that far; give --audit where there is one."
        return (journals.isEmpty ? [] : table.lines) + Prose.indented(words)
    }
}
