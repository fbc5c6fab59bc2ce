import Foundation
import Testing
import Transparency

@testable import Journal

@Suite("A start from a snapshot", .timeLimit(.minutes(5)))
struct SnapshotTests {
    private static let build = Digest.hash(Array("this build".utf8))
    private static let name = "snapshot-demo"

    private struct Store {
        let folder: TemporaryFolder
        let notices = Notices()

        /// The first snapshot is made after so many entries.
        func open(
            first entries: UInt64 = 1_000_000, build: Digest? = SnapshotTests.build,
            freeBytes: UInt64? = nil
        ) throws -> KeptRunner {
            var limits = JournalLimits()
            limits.snapshotEntries = entries
            var environment = JournalEnvironment.testing()
            environment.build = { build }
            environment.onNotice = { [notices] in notices.note($0) }
            if let freeBytes { environment.freeBytes = { _ in freeBytes } }
            return try KeptRunner(
                directory: folder.path, service: "toy", limits: limits, environment: environment)
        }
    }

    /// A folder whose journal has so many entries, all of them in its snapshot, and its state.
    private func filled(_ entries: Int64, times: Int64 = 1) async throws -> (Store, KeptState) {
        let store = Store(folder: try TemporaryFolder())
        let runner = try store.open(first: UInt64(entries))
        for number in 1...entries { try await runner.add(number &* times) }
        try await runner.waitForSnapshot(UInt64(entries))
        let state = try await runner.state()
        try await runner.stop()
        return (store, state)
    }

    @Test("has the same state, head, replies and index as one that folds every entry")
    func same() async throws {
        let (store, state) = try await filled(300, times: 7_919)
        let folding = Store(folder: try store.folder.copied())
        try folding.folder.remove(Self.name)
        let (kept, folded) = (try store.open(), try folding.open())
        #expect(kept.keptAtStart == 300)
        #expect(folded.keptAtStart == 0)
        #expect(kept.head(demo) == folded.head(demo))
        for runner in [kept, folded] {
            #expect(try await runner.state() == state)
            let again = try await runner.add(7_919 * 150)
            #expect(again.replayed && again.lastSequence == 150)
            #expect(try await runner.entries(demo, key: "amount:\(7_919 * 299)").count == 1)
            try await runner.add(1)
            #expect(try await runner.state().sum == state.sum + 1)
        }
        #expect(try await kept.state() == folded.state())
        for runner in [kept, folded] { try await runner.stop() }
        #expect(store.notices.all == [])
    }

    @Test("folds what came after it, in any number of lives", arguments: [1, 2, 3])
    func later(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let store = Store(folder: try TemporaryFolder())
        var (plain, next, kept): (KeptState, Int64, UInt64) = (KeptState(journal: demo), 1, 0)
        var sizes: Set<UInt64> = []
        for _ in 1...12 {
            let runner = try store.open(first: 20)
            // One that was being written when the life ended may have come to its end.
            #expect(runner.keptAtStart >= kept && runner.keptAtStart < next)
            #expect(try await runner.state() == plain)
            sizes.insert(runner.keptAtStart)
            for _ in 0..<Int.random(in: 0..<60, using: &random) {
                try await runner.add(next)
                plain.add(next)
                next += 1
            }
            kept = runner.snapshotSize(demo)
            if Bool.random(using: &random) {
                // As when the process is killed, but for the file that it was writing.
                await runner.keeper.giveUp()
                runner.store.letGo()
            } else {
                try await runner.stop()
            }
        }
        #expect(sizes.count > 3)
        #expect(store.notices.all == [])
    }

    @Test("is possible after as many entries as the limit says", arguments: [-1, 0, 1])
    func limit(more: Int64) async throws {
        let store = Store(folder: try TemporaryFolder())
        let runner = try store.open(first: 50)
        for number in 1...(50 + more) { try await runner.add(number) }
        if more >= 0 { try await runner.waitForSnapshot(50) }
        try await runner.stop()
        #expect(try store.folder.names().contains(Self.name) == (more >= 0))
        let again = try store.open()
        #expect(again.keptAtStart == (more >= 0 ? 50 : 0))
        #expect(try await again.state().sum == (50 + more) * (51 + more) / 2)
        try await again.stop()
    }

    @Test("is possible from another once the journal has grown by half", arguments: [-1, 0, 1])
    func growth(more: Int64) async throws {
        let (store, _) = try await filled(40)
        let runner = try store.open(first: 10)
        for number in 41...(60 + more) { try await runner.add(number) }
        if more >= 0 { try await runner.waitForSnapshot(60) }
        #expect(runner.snapshotSize(demo) == (more >= 0 ? 60 : 40))
        try await runner.stop()
        let again = try store.open()
        #expect(again.keptAtStart == (more >= 0 ? 60 : 40))
        try await again.stop()
    }

    @Test("of a state that goes on changing while the snapshot is written is one of its entry")
    func beside() async throws {
        let store = Store(folder: try TemporaryFolder())
        let runner = try store.open(first: 100)
        var (states, number): ([UInt64: KeptState], Int64) = ([:], 0)
        var plain = KeptState(journal: demo)
        for size in [100, 150, 225] as [UInt64] {
            while runner.snapshotSize(demo) < size {
                number += 1
                try await runner.add(number)
                plain.add(number)
                states[UInt64(number)] = plain
            }
        }
        try await runner.stop()
        let again = try store.open()
        #expect(again.keptAtStart >= 225)
        #expect(try await again.state() == states[UInt64(number)])
        try await again.stop()
        // The snapshot's own state, which folding what came after it must not hide.
        let file = SnapshotFile(directory: store.folder.path, journal: demo)
        let head = try file.head(build: Self.build)
        let kept = try file.read(head, Self.build) { try $0.take(KeptState.self) }
        #expect(kept == states[head.sequence])
    }

    @Test("is made again and again while commands never pause")
    func neverIdle() async throws {
        let store = Store(folder: try TemporaryFolder())
        let runner = try store.open(first: 50)
        // A writer that is never idle has no time but between two batches.
        let seen = try await withThrowingTaskGroup(of: Set<UInt64>.self) { group in
            for task in Int64(0)..<8 {
                group.addTask {
                    var sizes: Set<UInt64> = []
                    for number in Int64(0)..<5_000 where sizes.count < 4 {
                        try await runner.add(task + 8 * number)
                        sizes.insert(runner.snapshotSize(demo))
                    }
                    return sizes
                }
            }
            return try await group.reduce(into: Set()) { $0.formUnion($1) }
        }
        #expect(seen.count >= 4)
        try await runner.stop()
        let again = try store.open()
        #expect(again.keptAtStart >= seen.max() ?? 0)
        try await again.stop()
    }

    @Test("is one of every journal, each of its own")
    func severalJournals() async throws {
        let store = Store(folder: try TemporaryFolder())
        let runner = try store.open(first: 10)
        for number in 1...30 {
            try await runner.add(Int64(number))
            if number <= 9 { try await runner.add(Int64(number), to: other) }
        }
        try await runner.waitForSnapshot(10)
        try await runner.stop()
        #expect(try store.folder.names().filter { $0.hasPrefix("snapshot") } == [Self.name])
        let again = try store.open(first: 10)
        let kept = again.keptAtStart
        #expect(kept >= 10)
        try await again.add(10, to: other)
        try await again.waitForSnapshot(10, of: other)
        try await again.stop()
        let last = try store.open()
        #expect(last.keptAtStart == kept + 10)
        #expect(try await last.state(other).byMember.count == 10)
        #expect(try await last.state().sum == 465)
        try await last.stop()
    }

    @Test("is not made by a state that cannot be coded, nor where the build is unknown")
    func none() async throws {
        let folder = try TemporaryFolder()
        var limits = JournalLimits()
        limits.snapshotEntries = 1
        let toys = try ToyRunner(
            directory: folder.path, service: "toy", limits: limits, environment: .testing())
        try await toys.add([1], id: "a")
        try await toys.stop()
        #expect(try !folder.names().contains(Self.name))
        let store = Store(folder: try TemporaryFolder())
        let runner = try store.open(first: 1, build: nil)
        for number in 1...100 { try await runner.add(Int64(number)) }
        try await runner.stop()
        #expect(try !store.folder.names().contains(Self.name))
    }

    @Test("knows its own program where nothing else is said")
    func ownBuild() async throws {
        let folder = try TemporaryFolder()
        var limits = JournalLimits()
        limits.snapshotEntries = 1
        for life in 0..<2 {
            let runner = try KeptRunner(
                directory: folder.path, service: "toy", limits: limits, environment: .testing())
            #expect(runner.keptAtStart == UInt64(life))
            try await runner.add(Int64(life))
            try await runner.waitForSnapshot(UInt64(life + 1))
            try await runner.stop()
        }
    }
}

extension SnapshotTests {
    @Test("does not happen with another build's, and says so")
    func otherBuild() async throws {
        let (store, state) = try await filled(20)
        let runner = try store.open(build: Digest.hash([]))
        #expect(runner.keptAtStart == 0)
        #expect(try await runner.state() == state)
        #expect(store.notices.all.count == 1)
        let notice = try #require(store.notices.all.first)
        #expect(notice.contains("is of another build; every entry is folded instead"))
        try await runner.stop()
    }

    @Test("does not happen with one of another history, of another journal, or of its own future")
    func otherHistory() async throws {
        let (store, state) = try await filled(20)
        let (differing, _) = try await filled(20, times: 3)
        let (longer, _) = try await filled(21)
        let names = Store(folder: try TemporaryFolder())
        let runner = try names.open(first: 20)
        for number in 1...20 { try await runner.add(Int64(number), to: other) }
        try await runner.waitForSnapshot(20, of: other)
        try await runner.stop()
        let foreign = [
            try differing.folder.read(Self.name), try longer.folder.read(Self.name),
            try names.folder.read("snapshot-other"),
        ]
        for bytes in foreign {
            let copy = Store(folder: try store.folder.copied())
            try copy.folder.write(Self.name, bytes)
            let runner = try copy.open()
            #expect(runner.keptAtStart == 0)
            #expect(try await runner.state() == state)
            #expect(copy.notices.all.first?.contains("this journal never had") == true)
            try await runner.stop()
        }
    }

    @Test("of which one byte was changed folds every entry and says so, and the check finds it")
    func everyByte() async throws {
        let (store, state) = try await filled(3)
        let bytes = try store.folder.read(Self.name)
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= position.isMultiple(of: 2) ? 0xff : 1
            try store.folder.write(Self.name, changed)
            let archive = try JournalArchive(directory: store.folder.path)
            let runner = try store.open()
            #expect(runner.keptAtStart == 0, "byte \(position)")
            #expect(try await runner.state() == state, "byte \(position)")
            #expect(store.notices.all.count == position + 1, "byte \(position)")
            try await runner.stop()
            // A build of another name is nothing wrong, and its digests cover it.
            let faults = try archive.check().faults
            #expect(faults.map(\.rule) == ["snapshot"], "byte \(position)")
        }
        try store.folder.write(Self.name, bytes)
        #expect(try JournalArchive(directory: store.folder.path).check().faults == [])
    }

    @Test("that ends too early or goes on too long folds every entry")
    func everyLength() async throws {
        let (store, state) = try await filled(3)
        let bytes = try store.folder.read(Self.name)
        for count in Array(0..<bytes.count) + [bytes.count + 1] {
            try store.folder.write(
                Self.name, count > bytes.count ? bytes + [0] : Array(bytes.prefix(count)))
            let runner = try store.open()
            #expect(runner.keptAtStart == 0, "\(count) bytes")
            #expect(try await runner.state() == state, "\(count) bytes")
            try await runner.stop()
        }
    }

    @Test("holds states of many pieces, and finds a change in any of them")
    func manyPieces() async throws {
        let store = Store(folder: try TemporaryFolder())
        let runner = try store.open(first: 2)
        try await runner.add(1)
        let header = CommandHeader(
            journal: demo, caller: "operator/a", method: "/toy.Toys/Add", requestID: "big",
            request: [])
        // The state alone grows: what it holds beyond its entries shows that it was not folded.
        _ = try await runner.execute(header) { state, _ in
            state.bytes += [UInt8](repeating: 7, count: 3 << 20)
            state.byName["long"] = (0..<400_000).map { $0 &* 7_919_000_017 }
            state.text = String(repeating: "长", count: 500_000)
            return Decision(
                entries: [EntryDraft(kind: "added", event: Array("2".utf8), keys: [])], reply: [])
        }
        let state = try await runner.state()
        try await runner.waitForSnapshot(2)
        try await runner.stop()
        let again = try store.open()
        #expect(try await again.state() == state)
        try await again.stop()
        let bytes = try store.folder.read(Self.name)
        #expect(bytes.count > 7 << 20)
        for position in stride(from: 500, to: bytes.count, by: 1_000_003) {
            var changed = bytes
            changed[position] ^= 1
            try store.folder.write(Self.name, changed)
            let folding = try store.open()
            #expect(try await folding.state().sum == 3)
            #expect(try await folding.state().bytes.count == 2)
            try await folding.stop()
        }
    }

    @Test("is not hindered by one that could not be written, nor by half of one")
    func failedWrite() async throws {
        let (store, _) = try await filled(5)
        let kept = try store.folder.read(Self.name)
        let unfinished = "\(store.folder.path)/\(Self.name).new"
        try FileManager.default.createDirectory(
            atPath: unfinished, withIntermediateDirectories: false)
        let runner = try store.open(first: 1)
        for number in 6...8 { try await runner.add(Int64(number)) }
        while store.notices.all.isEmpty { _ = try await runner.state() }
        try await runner.stop()
        #expect(store.notices.all.first?.contains("the next start folds the entries") == true)
        #expect(try store.folder.read(Self.name) == kept)
        try store.folder.remove("\(Self.name).new")
        // As a kill within the writing leaves it.
        try store.folder.write("\(Self.name).new", Array(kept.prefix(100)))
        let again = try store.open(first: 1)
        #expect(again.keptAtStart == 5)
        #expect(try await again.state().sum == 36)
        try await again.add(9)
        try await again.waitForSnapshot(9)
        try await again.stop()
        let last = try store.open()
        #expect(last.keptAtStart == 9)
        try await last.stop()
    }

    @Test("is not paid for with the room that commands need", arguments: [-1, 0, 1])
    func room(more: Int) async throws {
        let store = Store(folder: try TemporaryFolder())
        let needed = 2 * JournalLimits().freeBytesMin
        let runner = try store.open(first: 3, freeBytes: UInt64(Int(needed) + more))
        for number in 1...3 { try await runner.add(Int64(number)) }
        if more >= 0 {
            try await runner.waitForSnapshot(3)
        } else {
            while store.notices.all.isEmpty { _ = try await runner.state() }
        }
        try await runner.stop()
        #expect(try store.folder.names().contains(Self.name) == (more >= 0))
        #expect(try !store.folder.names().contains("\(Self.name).new"))
    }

    @Test("does not save a journal whose entries before it were changed")
    func changedEntry() async throws {
        let (store, _) = try await filled(200)
        var bytes = try store.folder.read("journal.sqlite")
        let place = try #require(bytes.indices.last { bytes[$0...].starts(with: "amount:50".utf8) })
        bytes[place] ^= 1
        try store.folder.write("journal.sqlite", bytes)
        #expect(throws: JournalError.self) { try store.open() }
    }
}
