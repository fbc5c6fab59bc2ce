import ArgumentParser
import Journal
import Wire

/// Which entries a command is about.
struct EntrySelection: ParsableArguments {
    @Argument(help: "A service's folder, such as run/pool, or an installation's.")
    var directory: String

    @Option(help: "Only this journal, as service/platform, such as pool/demo.")
    var journal: String?

    @Option(name: [.long, .customShort("p")], help: "Only journals of this platform.")
    var platform: String?

    @Option(name: .customLong("from"), help: "The first sequence.")
    var first: UInt64 = 1

    @Option(name: .customLong("through"), help: "The last sequence; the journal's if not given.")
    var last: UInt64?

    @Option(help: "Only entries about this key, such as order:17.")
    var key: String?

    @Option(help: "At most so many entries.")
    var limit: Int?

    func validate() throws {
        guard (last ?? .max) >= first else {
            throw ValidationError("--through is before --from \(first); give a later sequence")
        }
        guard (limit ?? 1) > 0 else {
            throw ValidationError("--limit \(limit ?? 0) is too few; give 1 or more")
        }
    }

    private func isWanted(_ name: JournalName) -> Bool {
        (journal ?? "\(name)") == "\(name)" && (platform ?? name.platform) == name.platform
    }

    /// Gives `body` the wanted entries, journal by journal, in order, until `limit` of those that
    /// it takes; returns how many it took.
    func visit(_ body: (EntryText) -> Bool) throws(Failure) -> Int {
        var taken = 0
        for folder in try JournalFolder.all(in: directory) {
            let archive = try JournalFolder.open(folder)
            let heads = try JournalFolder.failing(.failed) { () throws(JournalError) in
                try archive.heads()
            }
            for (name, _) in heads where isWanted(name) && taken < limit ?? .max {
                try visit(name, in: archive, &taken, body)
            }
        }
        return taken
    }

    private func visit(
        _ name: JournalName, in archive: JournalArchive, _ taken: inout Int,
        _ body: (EntryText) -> Bool
    ) throws(Failure) {
        var unreadable: Failure?
        do throws(JournalError) {
            try archive.visit(name, from: first, through: last ?? .max) { sequence, bytes in
                let entry: EntryText
                do throws(Failure) {
                    entry = try EntryText(name, sequence, bytes)
                } catch {
                    unreadable = error
                    return false
                }
                if let key, !entry.entry.keys.contains(key) { return true }
                if body(entry) { taken += 1 }
                return taken < limit ?? .max
            }
        } catch {
            throw Failure(.failed, "\(error)")
        }
        if let unreadable { throw unreadable }
    }
}
