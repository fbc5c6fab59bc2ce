import Glibc
import Testing
import Wire

extension Journeys {
    @Suite("A bit that flips in a journal's file while its service is down")
    struct DamageTests {
        /// Positions in a file: a bit of the first 100 bytes, which are SQLite's header, and one
        /// in each of so many strips of equal length.
        private static let strips = 5

        @Test(
            "is reported by the service or the audit, or changes nothing that is served",
            arguments: [Leaving.drained, .killed])
        func flipped(_ leaving: Leaving) async throws {
            try await Processes.with { processes in
                let damage = try await Damage(processes, leaving)
                var chance = SeededGenerator(seed: 5)
                var reported = 0
                var flips = 0
                for file in JournalFile.all(after: leaving) {
                    for bit in damage.bits(of: file, strips: Self.strips, using: &chance) {
                        flips += 1
                        reported += try await damage.isReported(bit, of: file) ? 1 : 0
                    }
                }
                // Most bits are entries, hashes or keys; few are free space of a page.
                #expect(reported * 2 > flips, "\(reported) of \(flips) flips were reported")
            }
        }
    }
}

/// How a service was ended before its files changed.
enum Leaving: Sendable {
    /// All entries are in the database file.
    case drained
    /// The newest entries, here all of them, are in the write-ahead log.
    case killed
}

/// A file that holds entries.
struct JournalFile: Sendable, CustomStringConvertible {
    var service: Service
    var name: String

    var description: String { "\(service.rawValue)/\(name)" }

    /// The five services' own, and the audit's mirror of the others.
    static func all(after leaving: Leaving) -> [JournalFile] {
        let name = leaving == .drained ? "journal.sqlite" : "journal.sqlite-wal"
        return Service.allCases.map { JournalFile(service: $0, name: name) }
            + [JournalFile(service: .audit, name: "mirror/\(name)")]
    }
}
