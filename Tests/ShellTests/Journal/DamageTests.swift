import Journal
import Testing
import Wire

@Suite("A journal whose files were changed")
struct DamageTests {
    /// A flip is found when the start refuses it with a sentence, and harmless when the journal
    /// serves exactly what it served, now and after it was written to.
    private func expectFoundOrHarmless(
        _ folder: TemporaryFolder, _ original: [JournalName: [[UInt8]]], _ what: String
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
        try await expectServed(runner, original, what)
        try await runner.add([1, 2], id: "after the flip")
        try await runner.stop()
        let again = try ToyRunner(
            directory: folder.path, service: "toy", environment: .testing())
        #expect(again.head(demo).size == UInt64(original[demo]?.count ?? 0) + 2, "\(what)")
        try await again.stop()
    }

    private func expectServed(
        _ runner: ToyRunner, _ original: [JournalName: [[UInt8]]], _ what: String
    ) async throws {
        #expect(runner.journals() == original.keys.sorted(), "\(what)")
        for (journal, entries) in original {
            let served = try await runner.store.entries(journal, after: 0, entriesMax: 1_000)
            #expect(served == entries, "\(what)")
            #expect(try await runner.state(journal).applied == entries.count, "\(what)")
        }
        #expect(try await runner.add([3, 4], id: "d3").replayed, "\(what)")
    }

    /// Writes 300 entries in two journals; the folder is as a killed process leaves it, or stopped.
    private func filled(
        stopped: Bool
    ) async throws -> (folder: TemporaryFolder, entries: [JournalName: [[UInt8]]]) {
        let folder = try TemporaryFolder()
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", environment: .testing())
        for index in 0..<140 { try await runner.add([index, index + 1], id: "d\(index)") }
        for index in 0..<20 { try await runner.add([index], id: "o\(index)", to: other) }
        var entries: [JournalName: [[UInt8]]] = [:]
        for journal in runner.journals() {
            entries[journal] = try await runner.store.entries(journal, after: 0, entriesMax: 1_000)
        }
        let killed = try folder.copied()
        try await runner.stop()
        return (stopped ? folder : killed, entries)
    }

    @Test("says so at start with the place, or serves exactly what was written")
    func flippedDatabase() async throws {
        let (folder, entries) = try await filled(stopped: true)
        let bytes = try folder.read("journal.sqlite")
        let pageBytes = 4_096
        // The file's header, the cells of inner pages (whose first byte is 5), and a spread.
        var places = Array(stride(from: 0, to: 100, by: 4))
        for page in stride(from: pageBytes, to: bytes.count, by: pageBytes)
        where bytes[page] == 5 {
            places += stride(from: page, to: page + 24, by: 2)
            places += stride(from: page + pageBytes - 100, to: page + pageBytes, by: 3)
        }
        places += stride(from: 0, to: bytes.count, by: bytes.count / 60 + 7)
        for (sample, place) in places.enumerated() {
            var changed = bytes
            changed[place] ^= 1 << UInt8(sample % 8)
            let copy = try folder.copied()
            try copy.write("journal.sqlite", changed)
            try await expectFoundOrHarmless(copy, entries, "byte \(place) bit \(sample % 8)")
        }
    }

    @Test("names the entry of every changed byte of an entry")
    func flippedEntry() async throws {
        let (folder, entries) = try await filled(stopped: true)
        let bytes = try folder.read("journal.sqlite")
        for sequence in [1, 17, 200, 280] {
            let entry = try #require(entries[demo])[sequence - 1]
            let start = try #require(
                bytes.indices.first { bytes[$0...].starts(with: entry) })
            var changed = bytes
            changed[start + entry.count / 2] ^= 0x40
            let copy = try folder.copied()
            try copy.write("journal.sqlite", changed)
            do {
                _ = try ToyRunner(directory: copy.path, service: "toy", environment: .testing())
                Issue.record("entry \(sequence) was changed")
            } catch {
                #expect(error.code == .corrupt)
                #expect(error.message.hasPrefix("toy/demo entry \(sequence): stored bytes hash to"))
            }
        }
    }

    @Test("misses no acknowledged entry when the write-ahead log is changed or gone")
    func flippedLog() async throws {
        let (folder, entries) = try await filled(stopped: false)
        let bytes = try folder.read("journal.sqlite-wal")
        let stride = bytes.count / 60
        for sample in 0..<60 {
            let place = sample < 10 ? sample * 3 : (sample * stride + sample * 13) % bytes.count
            var changed = bytes
            changed[place] ^= 1 << UInt8(sample % 8)
            let copy = try folder.copied()
            try copy.write("journal.sqlite-wal", changed)
            try await expectFoundOrHarmless(copy, entries, "log byte \(place)")
        }
        for end in [0, 32, bytes.count / 2, bytes.count - 1] {
            let copy = try folder.copied()
            try copy.write("journal.sqlite-wal", Array(bytes[..<end]))
            do {
                _ = try ToyRunner(directory: copy.path, service: "toy", environment: .testing())
                Issue.record("the log was cut at \(end)")
            } catch {
                #expect(error.code == .corrupt)
                #expect(error.message.contains("acknowledged"))
            }
            // What is left stays for a repair; of a log without a frame nothing is.
            if end > 32 {
                #expect(try copy.read("journal.sqlite-wal") == Array(bytes[..<end]))
            }
        }
    }

    @Test("does not mind a changed shared-memory file or a changed file of heads")
    func flippedHelpers() async throws {
        let (folder, entries) = try await filled(stopped: false)
        for name in ["journal.sqlite-shm", "heads"] {
            let bytes = try folder.read(name)
            for sample in 0..<24 {
                var changed = bytes
                changed[(sample * 37) % bytes.count] ^= 1 << UInt8(sample % 8)
                let copy = try folder.copied()
                try copy.write(name, changed)
                let runner = try ToyRunner(
                    directory: copy.path, service: "toy", environment: .testing())
                try await expectServed(runner, entries, "\(name) sample \(sample)")
                try await runner.stop()
            }
        }
    }

    @Test("refuses another service's folder, and a key file that was cut")
    func wrongFolder() async throws {
        let (folder, _) = try await filled(stopped: true)
        await expectCode(.corrupt) {
            _ = try JournalRunner<ToyState>(
                directory: folder.path, service: "order", environment: .testing())
        }
        try folder.write("request.key", [1, 2, 3])
        await expectCode(.corrupt) {
            _ = try ToyRunner(directory: folder.path, service: "toy", environment: .testing())
        }
    }

    @Test("can be opened by its service right after another service was refused, each time")
    func refusedThenServed() async throws {
        let (folder, entries) = try await filled(stopped: true)
        for round in 0..<100 {
            await expectCode(.corrupt) {
                _ = try JournalRunner<ToyState>(
                    directory: folder.path, service: "order", environment: .testing())
            }
            let runner = try ToyRunner(
                directory: folder.path, service: "toy", environment: .testing())
            if round == 99 { try await expectServed(runner, entries, "after the refusals") }
            try await runner.stop()
        }
    }
}
