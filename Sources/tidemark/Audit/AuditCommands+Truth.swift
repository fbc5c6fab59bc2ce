import ArgumentParser
import Services
import Wire

extension AuditCommands {
    struct Truth: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare the figures that the pool serves with the audit's own.",
            discussion: """
                The audit asks the running pool, and compares each figure with what it
                recomputed from the journal, as of the same entry; the figures of all members
                as of the entry that a large pool's copy is of, at most a minute old. A figure
                that differs is a finding, which stays. One that cannot be compared is marked
                "–", with the reason, and does not count as agreeing.

                Estimates of orders still needed are recomputed by trying how many orders
                reach the price. Where rounding leaves a choice, each is right: "4 to 5".

                Examples:
                  tidemark audit truth -p demo
                  tidemark audit truth -p demo --member 1 --paid 1000 --contribution 300

                Exit statuses: 0 all that are compared agree; 1 a figure differs; 3 refused;
                4 not reached.
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "Compare this member's position too.") var member: UInt64?
        @Option(help: "Compare a quote of an order of so many yuan too.") var paid: YuanArgument?
        @Option(help: "What of the quoted order goes into the reserve, in yuan.")
        var contribution: YuanArgument?
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard (paid == nil) == (contribution == nil) else {
                throw ValidationError("give --paid and --contribution together, or neither")
            }
        }

        func run(_ services: Connections) async throws {
            let reply = try await services.call(
                .audit, AuditMethods.checkTruth,
                CheckTruthRequest(
                    platform: platform.platform, member: member ?? 0, paidFen: paid?.fen ?? 0,
                    contributionFen: contribution?.fen ?? 0))
            let platform = try await services.platform(platform.platform)
            show(reply, of: platform) { AuditText.lines(reply) }
            guard reply.holds else {
                let wrong = reply.figures.count(where: \.differs)
                throw Failure(.failed, "\(wrong) of \(reply.figures.count) figures differ")
            }
        }
    }
}

extension AuditText {
    /// The figures by what they are about; what differs and what is not compared is marked.
    static func lines(_ reply: CheckTruthResponse) -> [String] {
        var lines: [String] = []
        var subjects: [String] = []
        for figure in reply.figures where !subjects.contains(figure.subject) {
            subjects.append(figure.subject)
        }
        for subject in subjects {
            let figures = reply.figures.filter { $0.subject == subject }
            let entry = FigureText.count(figures.first?.sequence ?? 0)
            var table = Table(
                ("", .left), (subject, .left), ("served", .right), ("recomputed", .right))
            for figure in figures {
                let mark = figure.agrees ? "✓" : figure.differs ? "✗" : "–"
                table.add(mark, figure.name, figure.served, figure.recomputed)
            }
            lines += ["  as of entry \(entry) of the pool's journal"] + table.lines
            for figure in figures where !figure.notCompared.isEmpty {
                lines.append("  – \(figure.name): not compared, because \(figure.notCompared)")
            }
            lines.append("")
        }
        let agreeing = reply.figures.count(where: \.agrees)
        let left = reply.figures.count { !$0.notCompared.isEmpty }
        let sum = "  \(agreeing) of \(reply.figures.count) figures agree"
        return lines + [left == 0 ? sum : "\(sum), \(left) are not compared"]
    }
}
