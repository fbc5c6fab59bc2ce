import Foundation
import Journal
import Synchronization
import Testing
import Wire

/// A journal's state for tests: a sum, and how often each name was added.
struct ToyState: JournalState, Equatable {
    struct Refused: Error, Equatable {}

    let journal: JournalName
    var sum = 0
    var counts: [String: Int] = [:]
    var applied = 0

    init(journal: JournalName) {
        self.journal = journal
    }

    struct Event: Sendable {
        let amount: Int
        let keys: [String]
    }

    static func event(of entry: JournalEntry) throws -> Event {
        guard let amount = Int(String(decoding: entry.event, as: UTF8.self)) else {
            throw Refused()
        }
        return Event(amount: amount, keys: entry.keys)
    }

    mutating func apply(_ event: Event, at stamp: EntryStamp) throws {
        add(event.amount, keys: event.keys)
    }

    /// Decides to add each amount as an entry of one group; refuses a sum below zero.
    mutating func add(_ amounts: [Int], keys: [String] = ["member:1"]) throws -> Decision {
        guard sum + amounts.reduce(0, +) >= 0 else { throw Refused() }
        for amount in amounts { add(amount, keys: keys) }
        return Decision(
            entries: amounts.map {
                EntryDraft(kind: "added", event: Array("\($0)".utf8), keys: keys)
            },
            reply: Array("sum \(sum)".utf8))
    }

    private mutating func add(_ amount: Int, keys: [String]) {
        sum += amount
        applied += 1
        for key in keys { counts[key, default: 0] += 1 }
    }
}

typealias ToyRunner = JournalRunner<ToyState>

let demo = JournalName(service: "toy", platform: "demo")
let other = JournalName(service: "toy", platform: "other")

extension JournalRunner<ToyState> {
    /// Adds amounts under a request id, with the amounts as the request.
    @discardableResult
    func add(
        _ amounts: [Int], id: String, to journal: JournalName = demo, caller: String = "operator/a",
        keys: [String] = ["member:1"]
    ) async throws -> Journal.Outcome {
        let header = CommandHeader(
            journal: journal, caller: caller, method: "/toy.Toys/Add", requestID: id,
            request: Array("\(amounts)".utf8))
        return try await execute(header) { state, _ in try state.add(amounts, keys: keys) }
    }

    func state(_ journal: JournalName = demo) async throws -> ToyState {
        try await read(journal) { state in copy state }
    }
}

/// A folder that goes with the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        let base = FileManager.default.temporaryDirectory.path
        path = "\(base)/tidemark-journal-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            Issue.record("cannot remove \(path): \(error)")
        }
    }

    /// The names of the files in it.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }

    /// Gives a file of another folder a second name here.
    func link(_ name: String, from other: TemporaryFolder) throws {
        try FileManager.default.linkItem(
            atPath: "\(other.path)/\(name)", toPath: "\(path)/\(name)")
    }

    /// A folder with the same files as they are now.
    func copied() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in try names() { try folder.write(name, try read(name)) }
        return folder
    }
}

extension JournalEnvironment {
    /// Real disk and clock; a fatal error is noted, and the test goes on.
    static func testing(_ fatal: FatalErrors = FatalErrors()) -> JournalEnvironment {
        JournalEnvironment { fatal.note($0) }
    }
}

/// What would have ended the process.
final class FatalErrors: Sendable {
    private let errors = Mutex<[JournalError]>([])

    var all: [JournalError] { errors.withLock { $0 } }

    func note(_ error: JournalError) {
        errors.withLock { $0.append(error) }
    }
}
