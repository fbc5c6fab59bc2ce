import Journal
import Wire

/// What came of a group whose end is still to come: a large one arrives in several batches and is
/// checked and mirrored when it is whole.
struct OpenGroup {
    private(set) var entries: [[UInt8]] = []
    private var byteCount = 0

    enum Outcome {
        /// The end of the group is still to come.
        case open
        /// All that came since the last whole group.
        case whole([[UInt8]])
        /// More than a group may hold, as words.
        case tooLarge(String)
    }

    /// Adds a batch. An entry that cannot be read ends it: the checks say what is wrong with it.
    mutating func add(_ batch: [[UInt8]], limits: JournalLimits) -> Outcome {
        entries += batch
        byteCount += batch.reduce(0) { $0 + $1.count }
        let left = batch.last.map(Self.groupLeft) ?? 0
        if left == 0 {
            defer { self = OpenGroup() }
            return .whole(entries)
        }
        // Owners end a batch where a group ends, so all that is here is of one group.
        guard entries.count + left <= limits.groupEntriesMax else {
            return .tooLarge("\(entries.count) entries and \(left) to come")
        }
        guard byteCount <= limits.groupBytesMax else {
            return .tooLarge("\(byteCount) bytes and \(left) entries to come")
        }
        return .open
    }

    private static func groupLeft(_ bytes: [UInt8]) -> Int {
        do throws(WireError) {
            return Int(try JournalEntry(decoding: bytes).groupLeft)
        } catch {
            return 0
        }
    }
}
