import Foundation
import Glibc
import Wire

/// An installation that loses its pool's folder, and gets it back.
struct Loss {
    private static let waitMilliseconds = 60_000

    let processes: Processes
    let backups: TemporaryFolder

    var shop: Shop { Shop(processes: processes) }
    private var pool: String { "\(processes.folder.path)/pool" }
    private var backup: String { "\(backups.path)/pool" }

    /// Backs the pool up while an import runs, lets it go on, kills everything, and removes the
    /// pool's folder. The audit has then mirrored all that the pool acknowledged.
    func lose(_ file: String, rows: Int) async throws {
        try processes.folder.write(file, try Repository.sample(rows: rows))
        try await processes.startServing()
        try await shop.make()
        let importing = try shop.importing(file)
        try await awaitLots(50)
        try await Self.tool("backup", pool, backup)
        try await awaitLots(try await lots() + 100)
        guard !importing.hasEnded else { throw Unexpected("the import ended too early") }
        // The order service first: what it has open then stays open, and the audit comes after
        // what the pool did for it.
        await processes.kill([.order])
        importing.signal(SIGKILL)
        try await awaitMirror()
        await processes.kill(Service.allCases)
        try FileManager.default.removeItem(atPath: pool)
        try await processes.startServing([.audit])
    }

    /// Another history's backup must be refused, and leave nothing.
    func refuseFork(_ other: String) async throws {
        let forked = "\(processes.folder.path)/forked"
        let restoring = try processes.launch(["restore", other, forked, "--audit"])
        let ending = await restoring.ended()
        let words = processes.folder.text("commands.log")
        let left = try FileManager.default.contentsOfDirectory(atPath: processes.folder.path)
        guard ending == .status(1), words.contains("forks"),
            !left.contains(where: { $0.hasPrefix("forked") })
        else { throw Unexpected("a fork ended with \(ending), leaving \(left): \(words)") }
    }

    /// Restores the pool; the audit must have more than the backup, and all of it signed.
    func restore() async throws {
        let said = try await processes.run("restore", backup, pool, "--audit", "--json")
        let journals = said.matches(
            of: /"backupSize":([0-9]+),"size":([0-9]+),"root":"[0-9a-f]+","signedSize":([0-9]+)/)
        guard let journal = journals.first?.output, let before = UInt64(journal.1),
            let size = UInt64(journal.2), size > before, journal.2 == journal.3
        else { throw Unexpected("restored \(said)") }
        try await Self.check(pool)
    }

    static func check(_ folder: String) async throws {
        try await tool("journal", "check", folder)
    }

    /// Runs a command that needs no service.
    static func tool(_ words: String...) async throws {
        try await TemporaryFolder.with { folder in
            let process = try RunningProcess(
                Repository.executable, words, log: "\(folder.path)/log")
            let output = await process.output()
            guard await process.ended() == .status(0) else {
                throw Unexpected("\(words) failed: \(output) \(folder.text("log"))")
            }
        }
    }

    private func lots() async throws -> UInt64 {
        let said = try await processes.run("pool", "show", Shop.platform, "--json")
        return try GetPoolResponse(json: Shop.unmarked(said)).lotsGranted
    }

    private func awaitLots(_ count: UInt64) async throws {
        try await wait("\(count) lots") { try await lots() >= count }
    }

    private func awaitMirror() async throws {
        try await wait("the mirror") {
            let status = try await Auditor(processes: processes).status()
            let own = status.journals.filter { $0.journal.hasPrefix("pool/") }
            return !own.isEmpty && own.allSatisfy { $0.size == $0.ownerSize }
        }
    }

    private func wait(_ what: String, until isSo: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .milliseconds(Self.waitMilliseconds)
        while try await !isSo() {
            guard ContinuousClock.now < deadline else {
                throw Unexpected("waited in vain for \(what)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
