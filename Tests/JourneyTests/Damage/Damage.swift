import Glibc
import Wire

/// An installation with imported orders, down, whose files are changed and put back.
struct Damage {
    private static let rows = 100
    /// How long a new mirror may take to get all of a service's entries.
    private static let mirrorMilliseconds = 20_000
    /// The exit status of a service that cannot use its journals.
    private static let refusal = RunningProcess.Ending.status(78)

    private let processes: Processes
    private let files: [Service: Files]
    /// What the audit said before anything changed.
    private let status: StatusResponse

    /// Imports orders, waits for the audit, and ends the services.
    init(_ processes: Processes, _ leaving: Leaving) async throws {
        self.processes = processes
        let shop = Shop(processes: processes)
        let auditor = Auditor(processes: processes)
        try processes.folder.write("orders.csv", try Repository.sample(rows: Self.rows))
        try await processes.startServing()
        try await shop.make()
        _ = try await auditor.confirm(try await shop.importAll("orders.csv"), orders: Self.rows)
        status = try await auditor.status()
        switch leaving {
        case .drained: try await processes.stop()
        case .killed: await processes.kill(Service.allCases)
        }
        var files: [Service: Files] = [:]
        for service in Service.allCases {
            files[service] = try Files("\(processes.folder.path)/\(service.rawValue)")
        }
        self.files = files
    }

    /// One bit of the first 100 bytes, and one of each strip.
    func bits(
        of file: JournalFile, strips: Int, using chance: inout SeededGenerator
    ) -> [Int] {
        let bits = (files[file.service]?.count(file.name) ?? 0) * 8
        return [Int.random(in: 0..<min(800, bits), using: &chance)]
            + (0..<strips).map { strip in
                Int.random(in: bits * strip / strips..<bits * (strip + 1) / strips, using: &chance)
            }
    }

    /// Flips the bit, starts the service, and puts everything back. True if it or the audit
    /// reported the flip with its place; false if everything served is as it was. Throws if
    /// neither is so.
    func isReported(_ bit: Int, of file: JournalFile) async throws -> Bool {
        let (service, what) = (file.service, "\(file) byte \(bit / 8) bit \(bit % 8)")
        try files[service]?.restore(flipping: bit, of: file.name)
        try processes.forgetWords(service)
        try processes.start([service])
        let reported: Bool
        if let ending = await processes.endingInsteadOfServing(service) {
            let words = processes.lastWords(service)
            guard ending == Self.refusal, Self.namesPlace(words, file) else {
                throw Unexpected("\(what): ended with \(ending), saying \(words)")
            }
            reported = true
        } else if service == .audit {
            reported = try await isFinding(what)
        } else {
            try await expectSameEntries(of: service, what)
            reported = false
        }
        await processes.kill(Service.allCases)
        try files.values.forEach { try $0.restore() }
        return reported
    }

    /// The service is named, and an entry, page or row; of what belongs to none, such as the
    /// file's header, the file or what is in its header.
    private static func namesPlace(_ words: String, _ file: JournalFile) -> Bool {
        words.contains(file.service.rawValue)
            && (words.contains(/(entry|page|row of journal number|journal number) [0-9]+/)
                || words.contains(file.name) || words.contains("the file says"))
    }

    /// Whether the audit, started on changed files, has a finding. Throws if it has none and says
    /// or serves anything else than before.
    private func isFinding(_ what: String) async throws -> Bool {
        let process = try processes.launch(["audit", "status", "--json"])
        let line = await process.line(with: "{") ?? ""
        await process.ended()
        let now = try StatusResponse(json: line)
        guard now.findings == 0 else { return true }
        try await processes.run("audit", "verify", "--json")
        guard Self.history(now) == Self.history(status), now.verifierKey == status.verifierKey
        else { throw Unexpected("\(what): the audit now serves \(line)") }
        return false
    }

    /// Journals with size, root and signed checkpoint.
    private static func history(_ status: StatusResponse) -> [[String]] {
        status.journals.map { ["\($0.journal) \($0.size)", "\($0.root)", $0.checkpoint] }
    }

    /// Lets an audit that knows nothing mirror what the service serves, and compares the roots.
    private func expectSameEntries(of service: Service, _ what: String) async throws {
        try files[.audit]?.remove()
        try await processes.startServing([.audit])
        let before = status.journals.filter { $0.journal.hasPrefix("\(service.rawValue)/") }
        let deadline = ContinuousClock.now + .milliseconds(Self.mirrorMilliseconds)
        while true {
            let now = try await Auditor(processes: processes).status()
            let mirrored = before.allSatisfy { journal in
                now.journals.contains { $0.journal == journal.journal && $0.size >= journal.size }
            }
            if mirrored {
                let isSame = before.allSatisfy { journal in
                    now.journals.contains {
                        $0.journal == journal.journal && $0.size == journal.size
                            && $0.root == journal.root
                    }
                }
                guard isSame else { throw Unexpected("\(what): it serves \(now.json())") }
                return
            }
            guard ContinuousClock.now < deadline else {
                throw Unexpected("\(what): not served to the audit: \(now.json())")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
