import Foundation
import Testing

@Suite("What fuzzing found", .serialized)
struct ReplayTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The kept corpus: a line of hexadecimal digits for each input.
    private static func corpus(_ fuzzer: Fuzzer) throws -> [[UInt8]] {
        let file = folder.appending(path: "Corpus/\(fuzzer.rawValue).hex")
        return try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map { line in
                let digits = line.utf8.map { digit in
                    digit < UInt8(ascii: "a")
                        ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
                }
                return stride(from: 0, to: digits.count - 1, by: 2).map { index in
                    digits[index] << 4 | digits[index + 1]
                }
            }
    }

    /// Inputs that once broke something.
    private static func crashes(_ fuzzer: Fuzzer) throws -> [[UInt8]] {
        let place = folder.appending(path: "Crashes/\(fuzzer.rawValue)")
        let found = try? FileManager.default.contentsOfDirectory(
            at: place, includingPropertiesForKeys: nil)
        return try (found ?? []).map { [UInt8](try Data(contentsOf: $0)) }
    }

    @Test("no kept input traps or breaks a promise", arguments: Fuzzer.allCases)
    func replay(fuzzer: Fuzzer) throws {
        let corpus = try Self.corpus(fuzzer)
        #expect(!corpus.isEmpty)
        for input in corpus + (try Self.crashes(fuzzer)) {
            do {
                try fuzzer.run(input)
            } catch {
                Issue.record("\(input): \(error)")
            }
        }
    }

    @Test("no kept input cut anywhere traps or breaks a promise", arguments: Fuzzer.allCases)
    func cut(fuzzer: Fuzzer) throws {
        for bytes in try Self.crashes(fuzzer) {
            for count in 0..<min(bytes.count, 512) { try fuzzer.run(Array(bytes[..<count])) }
        }
    }
}
