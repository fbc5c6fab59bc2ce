import Foundation
import Transparency
import Wire

enum AuditText {
    static func lines(_ status: StatusResponse, _ findings: [Finding]) -> [String] {
        var lines = Prose.indented(status.verdict) + [""]
        lines += journals(status.journals) + [""] + platforms(status.platforms) + [""]
        lines += self.findings(findings)
        if UInt64(findings.count) < status.findings {
            lines.append("  and \(status.findings - UInt64(findings.count)) more findings")
        }
        return lines + ["  verifier key  \(status.verifierKey)"]
    }

    private static func journals(_ journals: [JournalStatus]) -> [String] {
        var table = Table(
            ("journal", .left), ("entries", .right), ("behind", .right), ("root", .left),
            ("state", .left))
        for journal in journals {
            let behind = journal.ownerSize - min(journal.ownerSize, journal.size)
            table.add(
                journal.journal, FigureText.count(journal.size), FigureText.count(behind),
                hex(journal.root.prefix(8)) + "…", state(journal))
        }
        return table.lines
    }

    private static func state(_ journal: JournalStatus) -> String {
        guard journal.stopped.isEmpty else { return "STOPPED: \(journal.stopped)" }
        return journal.connected ? "followed" : "not connected"
    }

    private static func platforms(_ platforms: [PlatformStatus]) -> [String] {
        var table = Table(
            ("platform", .left), ("orders checked", .right), ("reserve yuan", .right),
            ("points", .right), ("price", .right), ("exits", .right))
        for platform in platforms {
            table.add(
                platform.platform, FigureText.count(platform.ordersChecked),
                FigureText.yuan(platform.reserveFen), FigureText.points(platform.supplyUnits),
                FigureText.price(
                    reserveFen: platform.reserveFen, supplyUnits: platform.supplyUnits),
                FigureText.count(platform.exits))
        }
        return table.lines
    }

    static func findings(_ findings: [Finding]) -> [String] {
        findings.flatMap { finding -> [String] in
            let place = "\(finding.journal) entry \(finding.sequence)"
            var text = "finding \(finding.finding), \(EnumText.words(finding.severity)), "
            text += "\(finding.rule), \(place): \(finding.sentence)"
            if !finding.expected.isEmpty || !finding.found.isEmpty {
                text += " (expected \(finding.expected), found \(finding.found))"
            }
            return Prose.indented(text)
        }
    }

    static func lines(_ key: PinnedKey) -> [String] {
        let source =
            key.isFromAudit
            ? "taken from the audit itself; give --key to trust only a key that you were told"
            : "as given"
        return ["  key \(key.key.text)"] + Prose.indented("(\(source))")
    }

    /// What was recorded about an order, entry by entry, each with its proof.
    static func lines(
        _ reply: ExplainResponse, _ proofs: [ProofCheck], _ key: PinnedKey
    ) -> [String] {
        var lines: [String] = []
        for (entry, proof) in zip(reply.entries, proofs) {
            let place = "\(entry.journal) \(entry.sequence)".padded(to: 20)
            let mark = proof.holds ? "✓" : "✗"
            lines.append("  \(mark) \(time(entry.timeUs))  \(place) \(entry.kind)")
            lines += Prose.wrapped(entry.sentence, columns: Terminal.columns - 6).map {
                "      \($0)"
            }
            if !proof.holds { lines.append("      PROOF FAILS: \(proof.detail)") }
        }
        lines.append("")
        lines += reply.arithmetic.flatMap(Prose.indented)
        lines.append("")
        lines += findings(reply.findings)
        let proved = proofs.count(where: \.holds)
        lines.append(
            "  \(proved) of \(proofs.count) entries are proved to be in signed checkpoints; the "
                + "sums " + (reply.holds ? "hold" : "DO NOT HOLD"))
        return lines + self.lines(key)
    }

    /// UTC, to the second.
    static func time(_ microseconds: Int64) -> String {
        let date = Date(timeIntervalSince1970: Double(microseconds / 1_000_000))
        return date.ISO8601Format().replacing("T", with: " ").replacing("Z", with: "")
    }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.utf8.count == 1 ? "0\(text)" : text
        }.joined()
    }
}
