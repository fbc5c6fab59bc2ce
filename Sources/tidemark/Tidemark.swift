import ArgumentParser
import Foundation

/// The one executable: services, tools and the demonstration.
@main
struct Tidemark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tidemark",
        abstract: "Points that are shares of a reserve, in five services that can be checked.",
        discussion: """
            Examples:
              tidemark demo --orders Tests/Fixtures/cdnow_sample.csv
              tidemark up
              tidemark order show 1 -p demo
              tidemark pool replay Tests/Fixtures/pool/worked-example.json

            \(ExitStatus.help)
            """,
        subcommands: [
            DemoCommand.self, UpCommand.self, PlatformCommands.self, ProductCommands.self,
            MemberCommands.self, OrderCommands.self, PoolCommands.self, WithdrawalCommands.self,
            RefundCommands.self, StatementCommands.self, ClockCommands.self,
            LegacyCommands.self, SharesCommands.self, CustodyCommands.self, SubsidyCommands.self,
            PlanCommands.self, OperatorCommands.self, ControlCommands.self, PaymentCommands.self,
            ImportCommands.self,
            AuditCommands.self, JournalCommands.self, BackupCommand.self, RestoreCommand.self,
            ServeCommand.self,
        ])

    static func main() async {
        var command: any ParsableCommand
        do {
            command = try parseAsRoot()
        } catch {
            exit(withError: error)
        }
        do {
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            report(failure, json: (command as? any JSONCommand)?.output.json ?? false)
            Foundation.exit(failure.status.rawValue)
        } catch {
            exit(withError: error)
        }
    }

    private static func report(_ failure: Failure, json: Bool) {
        if json {
            Terminal.error.line(failure.json)
        } else {
            Prose.wrapped("tidemark: \(failure)").forEach { Terminal.error.line($0) }
        }
    }
}
