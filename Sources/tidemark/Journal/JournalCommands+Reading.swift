import ArgumentParser
import Journal
import Wire

extension JournalCommands {
    struct Dump: JSONCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print entries as JSON, one per line, events decoded.",
            discussion: """
                Events and their fields are as in Protos/, in protobuf's JSON form. Nothing is
                verified; `tidemark journal check` does that.

                Examples:
                  tidemark journal dump run/pool -p demo --from 17 --through 20
                  tidemark journal dump run --key order:17 | jq -c '[.journal, .kind, .event]'

                Exit statuses: 0 done, also if there is none; 1 an entry cannot be read; 64 no
                journals there.
                """)

        @OptionGroup var selection: EntrySelection
        // It always is JSON; the flag is every command's.
        @OptionGroup var output: OutputOptions

        func run() throws {
            _ = try selection.visit { entry in
                Terminal.output.line(entry.json)
                return true
            }
        }
    }

    struct Grep: JSONCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find entries by key, kind, caller, request id, or text in the event.",
            discussion: """
                All that is given must hold. TEXT is looked for in the event as `journal dump`
                prints it, letter by letter.

                Examples:
                  tidemark journal grep run --key order:17
                  tidemark journal grep run/pool --kind held \\
                    --caller service/order psp_clearing
                  tidemark journal grep run/order --request-id checkout-81 --json

                Exit statuses: 0 found; 1 nothing found, or an entry cannot be read; 64 no
                journals there.
                """)

        @OptionGroup var selection: EntrySelection
        @Argument(help: "Text in the decoded event.") var text: String?
        @Option(help: "What happened, such as settled.") var kind: String?
        @Option(help: "Who asked, as ROLE/NAME.") var caller: String?
        @Option(help: "The id of the request that wrote the group.") var requestID: String?
        @OptionGroup var output: OutputOptions

        func run() throws {
            let found = try selection.visit { entry in
                guard matches(entry) else { return false }
                Terminal.output.line(output.json ? entry.json : entry.line)
                return true
            }
            guard found > 0 else {
                throw Failure(.failed, "no entry in \(selection.directory) is like that")
            }
        }

        private func matches(_ entry: EntryText) -> Bool {
            (kind ?? entry.entry.kind) == entry.entry.kind
                && (caller ?? entry.entry.caller) == entry.entry.caller
                && (requestID ?? entry.entry.requestID) == entry.entry.requestID
                && (text.map { entry.event?.contains($0) ?? false } ?? true)
        }
    }
}
