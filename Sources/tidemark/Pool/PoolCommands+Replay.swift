import ArgumentParser
import Foundation

extension PoolCommands {
    struct Replay: JSONCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run a script of pool commands and print what each causes. No services.",
            discussion: """
                Reads {"plan": …, "steps": […]} and prints a JSON object per line: for each
                step {"step":0,"events":[…]} or {"step":0,"refused":"code"}, then
                {"final":{…}}.
                Money in fen, points in micro-points. A refused step changes nothing.

                Examples:
                  tidemark pool replay Tests/Fixtures/pool/worked-example.json
                  tidemark pool replay FILE.json | tail -n 1 | jq .final.reserve

                Exit statuses: 0 replayed, refusals included; 64 usage; 65 the file is
                malformed.
                """)

        @Argument(help: "The script.", completion: .file(extensions: ["json"]))
        var file: String

        @OptionGroup var output: OutputOptions

        func run() async throws {
            let script = try read()
            var text = ""
            PoolReplay.run(script) { line in
                text += line + "\n"
                guard text.utf8.count >= 1 << 16 else { return }
                Terminal.output.write(text)
                text = ""
            }
            Terminal.output.write(text)
        }

        private func read() throws(Failure) -> PoolScript {
            let bytes = try InputFile.read(file)
            do {
                return try PoolScript(parsing: bytes)
            } catch {
                throw Failure(error.status, "\(file): \(error.message)")
            }
        }
    }
}
