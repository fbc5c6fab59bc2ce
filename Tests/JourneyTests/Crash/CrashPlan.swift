import Foundation
import Testing

/// How much is imported and how often it is disturbed, by which chance.
struct CrashPlan: Sendable, CustomTestStringConvertible {
    /// Of the CDNOW sample, which has 6,919.
    var rows: Int
    var moments: Int
    var seed: UInt64
    /// Whether each moment is told on standard output.
    var isTold = false

    var testDescription: String { "\(moments) moments on \(rows) rows, seed \(seed)" }

    /// What deploy/crash-test asks for, as `ROWS MOMENTS SEED`; else what always runs.
    static let asked: [CrashPlan] = {
        let usual = CrashPlan(rows: 300, moments: 10, seed: 2)
        let environment = ProcessInfo.processInfo.environment
        guard let words = environment["TIDEMARK_CRASH_TEST"]?.split(separator: " ") else {
            return [usual]
        }
        guard words.count == 3, let rows = Int(words[0]), let moments = Int(words[1]),
            let seed = UInt64(words[2])
        else { preconditionFailure("TIDEMARK_CRASH_TEST is ROWS MOMENTS SEED, three numbers") }
        return [CrashPlan(rows: rows, moments: moments, seed: seed, isTold: true)]
    }()

    func tell(_ line: String) {
        guard isTold else { return }
        FileHandle.standardOutput.write(Data("  \(line)\n".utf8))
    }
}
