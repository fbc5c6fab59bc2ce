import ArgumentParser
import Journal

struct JournalCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Check and read journals where they lie, beside a running service or without.",
        discussion: """
            Nothing is written, and no service needs to run. DIRECTORY is a service's
            folder, or an installation's with all of them.

            Examples:
              tidemark journal check run
              tidemark journal dump run/pool -p demo --from 17 --through 20
              tidemark journal grep run/pool --kind settled --key order:17
            """,
        subcommands: [Check.self, Dump.self, Grep.self])

    struct Check: JSONCommand {
        static let configuration = CommandConfiguration(
            abstract: "Re-hash every entry and hold it against all that is stored about it.",
            discussion: """
                Of each journal: every entry against its stored leaf, the hashes of full
                subtrees, the root and its seal, the heads that were acknowledged; sequences
                without holes, groups whole, request ids used once, time not running backwards;
                SQLite's own check of its pages; and the bytes of snapshots, whichever build
                wrote them. Faults are all told, each with entry or page.

                Examples:
                  tidemark journal check run/pool
                  tidemark journal check run --json | jq -r 'select(.rule) | .message'

                Exit statuses: 0 no fault; 1 a fault; 64 no journals there.
                """)

        @Argument(help: "A service's folder, such as run/pool, or an installation's.")
        var directory: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            var faults = 0
            for folder in try JournalFolder.all(in: directory) {
                let report = try Self.report(folder)
                faults += report.faultCount
                let lines =
                    output.json
                    ? CheckText.json(report, folder)
                    : CheckText.lines(report, folder)
                lines.forEach { Terminal.output.line($0) }
            }
            guard faults == 0 else {
                throw Failure(
                    .failed,
                    "\(faults) \(faults == 1 ? "fault" : "faults") in \(directory); keep the files "
                        + "as they are, and restore from a backup with `tidemark restore`")
            }
        }

        /// A file that cannot be opened as a journal at all is one fault.
        private static func report(_ folder: String) throws(Failure) -> JournalReport {
            do throws(JournalError) {
                return try JournalArchive(directory: folder).check()
            } catch  where error.code == .corrupt || error.code == .storage {
                return JournalReport(unreadable: "\(error)")
            } catch {
                throw Failure(.failed, "\(error)")
            }
        }
    }
}
