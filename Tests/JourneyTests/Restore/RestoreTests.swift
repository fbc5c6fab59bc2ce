import Foundation
import Testing
import Wire

extension Journeys {
    @Suite("A pool whose folder is lost while orders flow")
    struct RestoreTests {
        private static let rows = 6_900
        private static let file = "orders.csv"

        @Test(
            "comes back from a backup and the audit's mirror, to the fen; a fork is refused",
            .timeLimit(.minutes(10)))
        func lost() async throws {
            try await Processes.withCertificates { certificates in
                try await TemporaryFolder.with { backups in
                    let undisturbed = try await Self.undisturbed(certificates, backups)
                    try await Processes.with(certificates: certificates) { processes in
                        let loss = Loss(processes: processes, backups: backups)
                        try await loss.lose(Self.file, rows: Self.rows)
                        try await loss.refuseFork("\(backups.path)/other")
                        try await loss.restore()
                        try await processes.startServing([.catalog, .order, .pool, .referral])
                        let totals = try await loss.shop.importAll(Self.file)
                        guard totals == undisturbed else {
                            throw Unexpected(
                                "other totals: \(totals.differences(from: undisturbed))")
                        }
                        _ = try await Auditor(processes: processes).confirm(
                            totals, orders: Self.rows)
                        try await processes.stop()
                        try await Loss.check(processes.folder.path)
                    }
                }
            }
        }

        /// The totals of an import that nothing disturbs, and a backup of that other history.
        private static func undisturbed(
            _ certificates: String, _ backups: TemporaryFolder
        ) async throws -> Totals {
            try await Processes.with(certificates: certificates) { processes in
                let shop = Shop(processes: processes)
                try processes.folder.write(file, try Repository.sample(rows: rows))
                try await processes.startServing()
                try await shop.make()
                let totals = try await shop.importAll(file)
                try await Loss.tool(
                    "backup", "\(processes.folder.path)/pool", "\(backups.path)/other")
                return totals
            }
        }
    }
}
