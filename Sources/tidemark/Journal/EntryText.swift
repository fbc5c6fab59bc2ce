import Foundation
import Journal
import Services
import Transparency
import Wire

/// A stored entry for people and scripts, its event decoded by its kind.
struct EntryText {
    let journal: JournalName
    let sequence: UInt64
    let entry: JournalEntry
    /// The event in today's form as protobuf's JSON; nil where this version does not know its kind.
    let event: String?
    private let leaf: Digest

    /// Refuses bytes that are no entry, with the remedy.
    init(_ journal: JournalName, _ sequence: UInt64, _ bytes: [UInt8]) throws(Failure) {
        self.journal = journal
        self.sequence = sequence
        leaf = .leaf(bytes)
        do {
            entry = try JournalEntry(decoding: bytes, unknown: .skip)
        } catch {
            throw Failure(
                .failed,
                "\(journal) entry \(sequence) cannot be read: \(error.message); see "
                    + "`tidemark journal check`")
        }
        event = Self.event(entry, of: journal.service)
    }

    private static func event(_ entry: JournalEntry, of service: String) -> String? {
        guard let today = EventKind.today(entry, of: service),
            let message = EventKind.message(today.kind, of: service)
        else { return nil }
        return json(message.type, today.event)
    }

    private static func json<M: Message>(_ type: M.Type, _ bytes: [UInt8]) -> String? {
        do {
            return try M(decoding: bytes, unknown: .skip).json()
        } catch {
            return nil
        }
    }

    /// One object. What is empty is left out, but for the event: `null` with the bytes beside it
    /// where they cannot be decoded.
    var json: String {
        var members = [
            ("journal", JSONText.quoted("\(journal)")), ("sequence", "\(sequence)"),
            ("time", JSONText.quoted(Self.time(entry.timeUs))),
            ("kind", JSONText.quoted(entry.kind)), ("event", event ?? "null"),
        ]
        if event == nil { members.append(("eventBytes", Self.base64(entry.event))) }
        if !entry.keys.isEmpty {
            members.append(("keys", JSONText.array(entry.keys.map(JSONText.quoted))))
        }
        let texts = [
            ("caller", entry.caller), ("method", entry.method), ("requestId", entry.requestID),
        ]
        members += texts.filter { !$0.1.isEmpty }.map { ($0.0, JSONText.quoted($0.1)) }
        if !entry.requestMac.isEmpty {
            members.append(("requestMac", Self.base64(entry.requestMac)))
        }
        if !entry.reply.isEmpty { members.append(("reply", Self.base64(entry.reply))) }
        if entry.groupLeft > 0 { members.append(("groupLeft", "\(entry.groupLeft)")) }
        members.append(("leaf", JSONText.quoted(leaf.hex)))
        return JSONText.object(members)
    }

    /// One line, as long as it is.
    var line: String {
        let keys = entry.keys.joined(separator: " ")
        let words = [
            "\(journal) \(sequence)".padded(to: 18), Self.time(entry.timeUs),
            entry.kind.padded(to: 16), keys.padded(to: 20),
            event ?? "(unknown to this version, \(entry.event.count) bytes)",
        ]
        return words.joined(separator: "  ")
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        JSONText.quoted(Data(bytes).base64EncodedString())
    }

    /// UTC, to the microsecond, such as `2026-11-24T11:40:19.000001Z`.
    static func time(_ microseconds: Int64) -> String {
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let date = Date(timeIntervalSince1970: Double(seconds))
        let digits = String(rest.magnitude)
        let fraction = String(repeating: "0", count: 6 - digits.utf8.count) + digits
        return date.ISO8601Format().replacing("Z", with: ".\(fraction)Z")
    }
}
