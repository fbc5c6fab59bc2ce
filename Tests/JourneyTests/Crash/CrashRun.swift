import Glibc

/// Imports one after the other, each into an empty installation, disturbed at random moments.
struct CrashRun {
    private static let file = "orders.csv"
    /// All five, each as often as all together, in which case the import is killed too.
    private static let victims = Service.allCases.map { [$0] } + [Service.allCases]

    private let plan: CrashPlan
    private let certificates: String
    private let sample: String
    private let undisturbed: Totals
    /// The longest pause before a moment: two moments to an undisturbed import on average.
    private let pauseMax: Duration
    private var chance: SeededGenerator
    private(set) var moments = 0
    private var imports = 0

    /// Takes the totals of an undisturbed import.
    init(_ plan: CrashPlan, certificates: String) async throws {
        self.plan = plan
        self.certificates = certificates
        chance = SeededGenerator(seed: plan.seed)
        let sample = try Repository.sample(rows: plan.rows)
        self.sample = sample
        (undisturbed, pauseMax) = try await Processes.with(certificates: certificates) {
            processes in
            let shop = Shop(processes: processes)
            try processes.folder.write(Self.file, sample)
            try await processes.startServing()
            try await shop.make()
            let start = ContinuousClock.now
            let totals = try await shop.importAll(Self.file)
            let duration = start.duration(to: .now)
            let verdict = try await Auditor(processes: processes).confirm(
                totals, orders: plan.rows)
            plan.tell("undisturbed import: \(Self.seconds(duration)). \(verdict)")
            return (totals, duration)
        }
    }

    /// One import into an empty installation, killed at random moments until it ends, and run
    /// once more. Fails unless the totals are those of the undisturbed import and the audit
    /// confirms them.
    mutating func disturbedImport() async throws {
        let (plan, file, sample, undisturbed) = (plan, Self.file, sample, undisturbed)
        let before = moments
        imports += 1
        try await Processes.with(certificates: certificates) { processes in
            let shop = Shop(processes: processes)
            try processes.folder.write(file, sample)
            try await processes.startServing()
            try await shop.make()
            let importing = try await disturb(shop)
            try await processes.waitForServing()
            guard await importing.ended() == .status(0) else {
                throw Unexpected("the import failed: \(processes.folder.text("commands.log"))")
            }
            let totals = try await shop.importAll(file)
            guard totals == undisturbed else {
                throw Unexpected("other totals: \(totals.differences(from: undisturbed))")
            }
            let verdict = try await Auditor(processes: processes).confirm(
                totals, orders: plan.rows)
            try await processes.waitForServing()
            try await processes.stop()
            plan.tell(
                "import \(imports), \(moments - before) moments: totals equal. \(verdict)")
        }
    }

    /// Kills and restarts until the import has ended or no moment is left; returns the import that
    /// is then under way.
    private mutating func disturb(_ shop: Shop) async throws -> RunningProcess {
        var importing = try shop.importing(Self.file)
        let start = ContinuousClock.now
        while moments < plan.moments {
            let pause = pauseMax * Int.random(in: 0...1_000, using: &chance) / 1_000
            let victims = Self.victims[Int.random(in: Self.victims.indices, using: &chance)]
            let isAll = victims.count > 1
            // Otherwise the next kill may hit a service that is still reading its journals.
            let isAwaited = Bool.random(using: &chance) || isAll
            try await Task.sleep(for: pause)
            guard !importing.hasEnded else { break }
            moments += 1
            let place = Self.seconds(start.duration(to: .now))
            await shop.processes.kill(victims)
            if isAll {
                importing.signal(SIGKILL)
                await importing.ended()
            }
            let restart = ContinuousClock.now
            try shop.processes.start(victims)
            if isAwaited { try await shop.processes.waitForServing() }
            if isAll { importing = try shop.importing(Self.file) }
            let names = isAll ? "all, and the import" : victims[0].rawValue
            let serving = Self.seconds(restart.duration(to: .now))
            plan.tell(
                "moment \(moments) of \(plan.moments): \(place) into import \(imports) killed "
                    + "\(names); "
                    + (isAwaited ? "serving after \(serving)" : "started, not waited for"))
        }
        return importing
    }

    /// Such as `12.345 s`.
    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = Int64(duration / .milliseconds(1))
        let rest = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest) s"
    }
}
