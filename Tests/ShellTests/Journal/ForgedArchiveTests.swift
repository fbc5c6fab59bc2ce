import Journal
import Testing
import Transparency
import Wire

/// What hashes alone do not show: the entries were written so.
@Suite("A journal whose writer made a mistake")
struct ForgedArchiveTests {
    private static func entry(
        _ sequence: UInt64, time: Int64 = 1, request: String = "", reply: String = "",
        left: UInt32 = 0
    ) -> JournalEntry {
        JournalEntry(
            sequence: sequence, timeUs: time, kind: "added", event: Array("1".utf8),
            caller: request.isEmpty ? "" : "operator/a", requestID: request,
            requestMac: request.isEmpty ? [] : [UInt8](repeating: 7, count: 32),
            reply: Array(reply.utf8), groupLeft: left, method: request.isEmpty ? "" : "/toy/Add")
    }

    /// The rules and sequences of the faults of a journal with exactly these entries.
    private func faults(_ entries: [JournalEntry]) async throws -> [String] {
        let folder = try TemporaryFolder()
        let mirror = try JournalMirror(directory: folder.path, environment: .testing()) { _, _, _ in
        }
        _ = try await mirror.append(demo, first: 1, entries: entries.map { $0.encoded() })
        try await mirror.stop()
        let report = try JournalArchive(directory: folder.path).check()
        #expect(report.faultCount == report.faults.count)
        return report.faults.map { "\($0.rule) \($0.sequence)" }
    }

    @Test("is told which entry breaks which rule")
    func rules() async throws {
        #expect(try await faults([Self.entry(1), Self.entry(2)]) == [])
        #expect(try await faults([Self.entry(1), Self.entry(3)]) == ["gap 2"])
        #expect(try await faults([Self.entry(1, time: 2), Self.entry(2)]) == ["time 2"])
        #expect(
            try await faults([Self.entry(1, request: "a"), Self.entry(2, request: "a")])
                == ["request 2"])
        #expect(
            try await faults([Self.entry(1, request: "a"), Self.entry(2, request: "b")]) == [])
    }

    @Test("is told of groups that are not whole")
    func groups() async throws {
        let whole = [
            Self.entry(1, request: "a", left: 2), Self.entry(2, left: 1),
            Self.entry(3, reply: "r"),
        ]
        #expect(try await faults(whole) == [])
        #expect(try await faults(Array(whole[..<2])) == ["group 2"])
        #expect(
            try await faults([whole[0], Self.entry(2, reply: "r")]) == ["group 2"])
        #expect(
            try await faults([
                Self.entry(1, left: 1), Self.entry(2, request: "b", reply: "r"),
            ]) == ["group 2"])
        #expect(
            try await faults([Self.entry(1, reply: "r", left: 1), Self.entry(2)]) == ["group 1"])
    }

    @Test("is told of bytes that are no entry")
    func unreadable() async throws {
        let folder = try TemporaryFolder()
        let mirror = try JournalMirror(directory: folder.path, environment: .testing()) { _, _, _ in
        }
        _ = try await mirror.append(demo, first: 1, entries: [[0xff, 0xff]])
        try await mirror.stop()
        let report = try JournalArchive(directory: folder.path).check()
        #expect(report.faults.map(\.rule) == ["entry"])
    }
}
