import Journal
import Synchronization
import Transparency
import Wire

/// A journal's state that snapshots can hold, with a value of each kind that coding may meet.
struct KeptState: JournalState, Codable, Equatable {
    struct Refused: Error {}

    struct Member: Codable, Hashable, Sendable, RawRepresentable {
        var rawValue: UInt64
    }

    enum Kind: String, Codable, Equatable, Sendable { case even, odd }

    enum Last: Codable, Equatable, Sendable {
        case nothing
        case amount(Int64, of: Member)
        case several([Int?], name: String?)
    }

    var sum: Int64 = 0
    var wide: UInt128 = 0
    var small: Int8 = 0
    var isEven = true
    var kind = Kind.even
    var maybe: Int?
    var maybeWide: UInt128?
    var maybeText: String?
    var maybeTrue: Bool?
    var maybeMember: Member?
    var unsigned: UInt32 = 0
    var last = Last.nothing
    var before: Last?
    var byMember: [Member: Int64] = [:]
    var byName: [String: [Int64]] = [:]
    var byNumber: [Int: Member?] = [:]
    var members: Set<Member> = []
    var bytes: [UInt8] = []
    var sparse: [[Int]?] = []
    var range = 0...0
    var text = ""

    init(journal: JournalName) {}

    static func event(of entry: JournalEntry) throws -> Int64 {
        guard let amount = Int64(String(decoding: entry.event, as: UTF8.self)) else {
            throw Refused()
        }
        return amount
    }

    mutating func apply(_ amount: Int64, at stamp: EntryStamp) throws { add(amount) }

    mutating func add(_ amount: Int64) {
        let member = Member(rawValue: UInt64(bitPattern: amount) % 13)
        sum &+= amount
        wide = wide &* 6_364_136_223_846_793_005 &+ UInt128(UInt64(bitPattern: amount))
        small = Int8(truncatingIfNeeded: amount)
        isEven = amount.isMultiple(of: 2)
        kind = isEven ? .even : .odd
        maybe = isEven ? nil : Int(amount)
        maybeWide = isEven ? wide : nil
        maybeText = isEven ? nil : text
        maybeTrue = amount.isMultiple(of: 3) ? isEven : nil
        maybeMember = isEven ? member : nil
        unsigned = UInt32(truncatingIfNeeded: amount &* 7_919)
        before = amount.isMultiple(of: 3) ? nil : last
        last =
            switch member.rawValue % 3 {
            case 0: .nothing
            case 1: .amount(amount, of: member)
            default: .several([nil, Int(amount), .min, .max], name: isEven ? nil : "\(amount)")
            }
        byMember[member, default: 0] &+= amount
        byName["\(member.rawValue) 人", default: []].append(amount)
        byNumber[Int(amount)] = .some(isEven ? nil : member)
        members.insert(member)
        bytes.append(UInt8(truncatingIfNeeded: amount))
        sparse.append(isEven ? nil : [Int(amount)])
        range = min(range.lowerBound, Int(amount))...max(range.upperBound, Int(amount))
        text += kind.rawValue
    }
}

typealias KeptRunner = JournalRunner<KeptState>

extension JournalRunner<KeptState> {
    /// Adds an amount, an entry of its own; its request id is the amount.
    @discardableResult
    func add(_ amount: Int64, to journal: JournalName = demo) async throws -> Journal.Outcome {
        let text = Array("\(amount)".utf8)
        let header = CommandHeader(
            journal: journal, caller: "operator/a", method: "/toy.Toys/Add",
            requestID: "a\(amount)", request: text)
        return try await execute(header) { state, _ in
            state.add(amount)
            return Decision(
                entries: [EntryDraft(kind: "added", event: text, keys: ["amount:\(amount)"])],
                reply: Array("sum \(state.sum)".utf8))
        }
    }

    func state(_ journal: JournalName = demo) async throws -> KeptState {
        try await read(journal) { state in copy state }
    }
}

extension JournalRunner {
    /// Returns once a snapshot has so many entries; the test's time limit bounds it.
    func waitForSnapshot(_ entries: UInt64, of journal: JournalName = demo) async throws {
        while snapshotSize(journal) < entries { _ = try await read(journal) { _ in } }
    }
}

/// The sentences that a journal said.
final class Notices: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func note(_ line: String) { lines.withLock { $0.append(line) } }
}
