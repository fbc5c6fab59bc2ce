import Journal
import Testing
import Transparency
import Wire

@Suite("Journals read where they lie")
struct ArchiveTests {
    /// 300 entries in two journals, and the runner that wrote them, which still runs.
    private func running() async throws -> (folder: TemporaryFolder, runner: ToyRunner) {
        let folder = try TemporaryFolder()
        let runner = try ToyRunner(
            directory: folder.path, service: "toy", environment: .testing())
        for index in 0..<140 { try await runner.add([index, index + 1], id: "d\(index)") }
        for index in 0..<20 { try await runner.add([index], id: "o\(index)", to: other) }
        return (folder, runner)
    }

    private func report(_ folder: TemporaryFolder) throws -> JournalReport {
        try JournalArchive(directory: folder.path).check()
    }

    @Test("hold what a running service wrote, and are left as they are")
    func beside() async throws {
        let (folder, runner) = try await running()
        let files = try ["journal.sqlite", "journal.sqlite-wal", "heads"].map(folder.read)
        let report = try report(folder)
        #expect(report.faults == [])
        #expect(report.entries == 300)
        #expect(report.journals.map(\.journal) == [demo, other])
        #expect(report.journals.map(\.head) == [runner.head(demo), runner.head(other)])
        #expect(try ["journal.sqlite", "journal.sqlite-wal", "heads"].map(folder.read) == files)
        // The service goes on meanwhile.
        try await runner.add([1], id: "after")
        #expect(try self.report(folder).entries == 301)
        try await runner.stop()
        #expect(try self.report(folder).faults == [])
    }

    @Test(
        "a copy's folder is made with those above it, and never over what is there",
        arguments: ["c", "a/c", "a/b/c", "a//b/c/"])
    func folders(path: String) throws {
        let folder = try TemporaryFolder()
        try DurableFile.makeFolder("\(folder.path)/\(path)")
        try folder.write("\(path)/file", [1])
        let error = #expect(throws: JournalError.self) {
            try DurableFile.makeFolder("\(folder.path)/\(path)")
        }
        #expect(error?.message.contains("exists") == true)
        #expect(throws: JournalError.self) {
            try DurableFile.makeFolder("\(folder.path)/\(path)/file/below")
        }
    }

    @Test("are left as they are where a killed process left them")
    func killed() async throws {
        let (folder, runner) = try await running()
        let copy = try folder.copied()
        try copy.remove("journal.sqlite-shm")
        let before = try copy.read("journal.sqlite-wal")
        #expect(try report(copy).faults == [])
        #expect(try copy.read("journal.sqlite-wal") == before)
        let again = try ToyRunner(directory: copy.path, service: "toy", environment: .testing())
        #expect(again.head(demo) == runner.head(demo))
        try await again.stop()
        try await runner.stop()
    }

    @Test("give a range of entries, exactly as they were written")
    func range() async throws {
        let (folder, runner) = try await running()
        let archive = try JournalArchive(directory: folder.path)
        #expect(try archive.heads().map(\.head.size) == [280, 20])
        var found: [[UInt8]] = []
        try archive.visit(demo, from: 17, through: 42) { sequence, bytes in
            #expect(sequence == UInt64(17 + found.count))
            found.append(bytes)
            return found.count < 20
        }
        #expect(
            try await runner.store.entries(demo, after: 16, entriesMax: 20) == found)
        try archive.visit(JournalName(service: "toy", platform: "none")) { _, _ in
            Issue.record("there is no such journal")
            return false
        }
        try await runner.stop()
    }

    @Test("are copied as of one moment into one file, which a service starts on")
    func copied() async throws {
        let (folder, runner) = try await running()
        let target = try TemporaryFolder()
        let path = "\(target.path)/journal.sqlite"
        try JournalArchive(directory: folder.path).copy(to: path)
        let heads = [runner.head(demo), runner.head(other)]
        try await runner.add([1], id: "after")
        try await runner.stop()
        #expect(try target.names() == ["journal.sqlite"])
        let report = try report(target)
        #expect(report.faults == [])
        #expect(report.journals.map(\.head) == heads)
        #expect(try target.names() == ["journal.sqlite"])
        #expect(throws: JournalError.self) {
            try JournalArchive(directory: folder.path).copy(to: path)
        }
        try target.write("request.key", try folder.read("request.key"))
        let restored = try ToyRunner(
            directory: target.path, service: "toy", environment: .testing())
        #expect(restored.head(demo) == heads[0])
        #expect(try await restored.add([3, 4], id: "d3").replayed)
        #expect(try await !restored.add([1], id: "after").replayed)
        try await restored.stop()
    }

    @Test("are refused where there are none, and where the file is another's")
    func none() throws {
        let folder = try TemporaryFolder()
        #expect(throws: JournalError.self) { try JournalArchive(directory: folder.path) }
        try folder.write("journal.sqlite", Array("not a database, but long enough".utf8))
        #expect(throws: JournalError.self) { try JournalArchive(directory: folder.path) }
    }
}
