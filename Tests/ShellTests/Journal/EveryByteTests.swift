import Foundation
import Journal
import Testing
import Wire

/// Every byte of a small journal's files, one after the other, is changed and put back.
@Suite("A small journal of which one byte was changed")
struct EveryByteTests {
    /// One byte in so many is tried; all of them where deploy/crash-test asks for it.
    private static let isComplete =
        ProcessInfo.processInfo.environment["TIDEMARK_EVERY_BYTE"] != nil

    /// Parts of the files that are tried side by side.
    private static let parts = [
        Part(file: "journal.sqlite", isStopped: true, number: 0),
        Part(file: "journal.sqlite", isStopped: true, number: 1),
        Part(file: "journal.sqlite-wal", isStopped: false, number: 0),
        Part(file: "journal.sqlite-wal", isStopped: false, number: 1),
        Part(file: "heads", isStopped: false, number: 0),
        Part(file: "request.key", isStopped: true, number: 0),
    ]

    struct Part: Sendable, CustomTestStringConvertible {
        var file: String
        /// Whether the service had stopped, so that all is in the database; else it was killed.
        var isStopped: Bool
        var number: Int

        var testDescription: String { "\(file), part \(number)" }

        /// Small files are tried whole.
        func positions(_ count: Int) -> [Int] {
            let stride = isComplete || count < 1_000 ? 1 : file == "journal.sqlite" ? 11 : 47
            let halves = count < 1_000 ? [0..<count] : [0..<count / 2, count / 2..<count]
            return Array(
                Swift.stride(
                    from: halves[number].lowerBound, to: halves[number].upperBound, by: stride))
        }
    }

    @Test(
        "is found by the check or at start with its place, or changes nothing that is served",
        .timeLimit(.minutes(20)), arguments: parts)
    func everyByte(_ part: Part) async throws {
        let (folder, original) = try await filled(part)
        let bytes = try folder.read(part.file)
        let place = try FileHandle(
            forUpdating: URL(fileURLWithPath: "\(folder.path)/\(part.file)"))
        var (found, harmless) = (0, 0)
        for position in part.positions(bytes.count) {
            let changed = bytes[position] ^ (position.isMultiple(of: 2) ? 0xff : 1)
            try place.seek(toOffset: UInt64(position))
            try place.write(contentsOf: [changed])
            let what = "\(part.file) byte \(position) \(bytes[position]) to \(changed)"
            if try isFound(folder, original, what) {
                found += 1
            } else if bytes[position] != 0 || position < 100 || position % 64 == 0 {
                // What looks the same to a reader must also be so to the service.
                try await expectFoundOrHarmless(try folder.copied(), original, what)
                harmless += 1
            } else {
                harmless += 1
            }
            try place.seek(toOffset: UInt64(position))
            try place.write(contentsOf: [bytes[position]])
        }
        #expect(try folder.read(part.file) == bytes)
        #expect(try JournalArchive(directory: folder.path).check().faults == [])
        guard Self.isComplete else { return }
        let line = "  \(part.testDescription): \(found) found by the check, \(harmless) not\n"
        FileHandle.standardOutput.write(Data(line.utf8))
    }
}

extension EveryByteTests {
    /// What a journal serves.
    struct Served: Equatable {
        var heads: [String] = []
        var entries: [JournalName: [[UInt8]]] = [:]

        init(_ archive: JournalArchive) throws {
            for (journal, head) in try archive.heads() {
                heads.append("\(journal) \(head)")
                var all: [[UInt8]] = []
                try archive.visit(journal) { _, bytes in
                    all.append(bytes)
                    return true
                }
                entries[journal] = all
            }
        }
    }

    /// A few groups in two journals, in as few pages as there are.
    private func filled(_ part: Part) async throws -> (TemporaryFolder, Served) {
        let folder = try TemporaryFolder()
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", environment: .testing())
        try await runner.add([1, 2, 3], id: "d1")
        try await runner.add([4], id: "o1", to: other)
        if part.isStopped {
            // Enough for a stored hash of a full subtree.
            try await runner.add([Int](repeating: 5, count: 256), id: "d2")
        }
        let killed = try folder.copied()
        try await runner.stop()
        let left = part.isStopped ? folder : killed
        return (left, try Served(try JournalArchive(directory: left.path)))
    }

    /// Whether the check reports a change with its place. One that it does not report must not
    /// change what is read.
    private func isFound(
        _ folder: TemporaryFolder, _ original: Served, _ what: String
    ) throws -> Bool {
        do throws(JournalError) {
            let archive = try JournalArchive(directory: folder.path)
            let report = try archive.check()
            guard report.faults.isEmpty else {
                #expect(report.faults.contains { Self.namesPlace($0.message) }, "\(what)")
                return true
            }
        } catch {
            #expect(Self.namesPlace("\(error)"), "\(what): \(error)")
            return true
        }
        #expect(try Served(try JournalArchive(directory: folder.path)) == original, "\(what)")
        return false
    }

    private static func namesPlace(_ words: String) -> Bool {
        words.contains(/(entry|page|slot|row of journal number|journal number) [0-9]+/)
            || words.contains("journal.sqlite") || words.contains("request.key")
            || words.contains("header says")
            || words.contains(/stored (root|hash)/) || words.contains("tables cannot be read")
    }

    /// Starts the service: refused with a sentence, or everything is as it was, before and after
    /// more was written.
    private func expectFoundOrHarmless(
        _ folder: TemporaryFolder, _ original: Served, _ what: String
    ) async throws {
        let runner: ToyRunner
        do throws(JournalError) {
            runner = try ToyRunner(
                directory: folder.path, service: "toy", environment: .testing())
        } catch {
            #expect(
                [.corrupt, .historyDiffers, .storage].contains(error.code), "\(what): \(error)")
            return
        }
        for (journal, entries) in original.entries {
            let served = try await runner.store.entries(journal, after: 0, entriesMax: 1_000)
            #expect(served == entries, "\(what)")
        }
        #expect(try await runner.add([1, 2, 3], id: "d1").replayed, "\(what)")
        try await runner.add([1, 2], id: "after the change")
        let size = runner.head(demo).size
        try await runner.stop()
        let again = try ToyRunner(
            directory: folder.path, service: "toy", environment: .testing())
        #expect(again.head(demo).size == size, "\(what)")
        try await again.stop()
        #expect(try JournalArchive(directory: folder.path).check().faults == [], "\(what)")
    }
}
