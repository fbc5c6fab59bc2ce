import Foundation
import Testing

@Suite("What fuzzing found", .serialized)
struct ReplayTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func inputs(_ kind: String, _ fuzzer: Fuzzer) -> [URL] {
        let place = folder.appending(path: "\(kind)/\(fuzzer.rawValue)")
        let found = try? FileManager.default.contentsOfDirectory(
            at: place, includingPropertiesForKeys: nil)
        return (found ?? []).sorted { $0.path() < $1.path() }
    }

    @Test("no kept input traps or breaks a promise", arguments: Fuzzer.allCases)
    func replay(fuzzer: Fuzzer) throws {
        let corpus = Self.inputs("Corpus", fuzzer)
        #expect(!corpus.isEmpty)
        for input in corpus + Self.inputs("Crashes", fuzzer) {
            let bytes = [UInt8](try Data(contentsOf: input))
            do {
                try fuzzer.run(bytes)
            } catch {
                Issue.record("\(input.lastPathComponent): \(error)")
            }
        }
    }

    @Test("no kept input cut anywhere traps or breaks a promise", arguments: Fuzzer.allCases)
    func cut(fuzzer: Fuzzer) throws {
        for input in Self.inputs("Crashes", fuzzer) {
            let bytes = [UInt8](try Data(contentsOf: input))
            for count in 0..<min(bytes.count, 512) { try fuzzer.run(Array(bytes[..<count])) }
        }
    }
}
