import ArgumentParser
import Services
import Wire

struct AuditCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "What the audit has seen, recomputed and signed; and checks of your own.",
        discussion: """
            Examples:
              tidemark audit status
              tidemark audit explain 1 -p demo
              tidemark audit truth -p demo --member 1
              tidemark audit verify --key audit.key
            """,
        subcommands: [Status.self, Explain.self, Truth.self, Verify.self])

    struct Status: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the audit's verdict, the journals it follows, and its findings.",
            discussion: """
                Examples:
                  tidemark audit status
                  tidemark audit status --as auditor/eve --json \\
                    | jq -r .verifierKey > audit.key

                Exit statuses: 0 no finding; 1 there are findings; 4 not reached.
                """)

        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let status = try await services.call(.audit, AuditMethods.status, StatusRequest())
            let findings = try await services.call(
                .audit, AuditMethods.listFindings, ListFindingsRequest())
            if output.json {
                Terminal.output.line(status.json())
                findings.findings.forEach { Terminal.output.line($0.json()) }
            } else {
                AuditText.lines(status, findings.findings).forEach { Terminal.output.line($0) }
            }
            guard status.findings == 0 else {
                throw Failure(.failed, "the audit has \(status.findings) findings")
            }
        }
    }

    struct Explain: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show all that was recorded about an order, with proofs and arithmetic.",
            discussion: """
                Every entry is hashed here and proved to be in a checkpoint that the audit
                signed.

                Examples:
                  tidemark audit explain 1 -p demo
                  tidemark audit explain 1 -p demo --key audit.key

                Exit statuses: 0 all holds; 1 a proof or a sum does not; 3 refused; 4 not
                reached.
                """)

        @Argument(help: "The order.") var order: UInt64
        @OptionGroup var platform: PlatformOptions
        @OptionGroup var key: KeyOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let key = try await key.pinned(services)
            let reply = try await services.call(
                .audit, AuditMethods.explain,
                ExplainRequest(platform: platform.platform, order: order))
            let platform = try await services.platform(platform.platform)
            var verifier = JournalVerifier(services: services, key: key.key)
            var proofs: [ProofCheck] = []
            for entry in reply.entries {
                proofs.append(try await verifier.check(entry))
            }
            show(reply, of: platform) { AuditText.lines(reply, proofs, key) }
            guard reply.holds, proofs.allSatisfy(\.holds) else {
                throw Failure(.failed, "order \(order) does not hold; see what is marked")
            }
        }
    }

    struct Verify: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch every entry the audit mirrors and check it here, trusting only a key.",
            discussion: """
                For each journal: the checkpoint's signature, the root recomputed from all
                entries, their numbers without gaps, consistency of the tree at several sizes,
                and inclusion of several entries. Give the verifier key that you were told, as
                text or as a file; else it is taken from the audit itself, which proves less.

                Examples:
                  tidemark audit verify --key audit.key
                  tidemark audit verify --as auditor/eve --json

                Exit statuses: 0 every check holds; 1 one does not; 4 not reached; 65 the key
                is malformed.
                """)

        @OptionGroup var key: KeyOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let key = try await key.pinned(services)
            if !output.json { AuditText.lines(key).forEach { Terminal.output.line($0) } }
            let status = try await services.call(.audit, AuditMethods.status, StatusRequest())
            var verifier = JournalVerifier(services: services, key: key.key)
            var checks: [ProofCheck] = []
            for journal in status.journals {
                for check in try await verifier.check(journal.journal) {
                    Terminal.output.line(output.json ? check.json : "  \(check.line)")
                    checks.append(check)
                }
            }
            let findings = ProofCheck(
                journal: "audit", what: "findings", holds: status.findings == 0,
                detail: status.findings == 0 ? "none" : "\(status.findings)")
            Terminal.output.line(output.json ? findings.json : "  \(findings.line)")
            checks.append(findings)
            let failed = checks.count { !$0.holds }
            guard failed == 0 else {
                throw Failure(.failed, "\(failed) of \(checks.count) checks failed")
            }
            if !output.json {
                Terminal.output.line("  all \(checks.count) checks hold")
            }
        }
    }
}
