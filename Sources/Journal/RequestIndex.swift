/// What a remembered command is found by, within one journal.
struct RequestKey: Hashable, Sendable {
    var caller: String
    var method: String
    var requestID: String
}

/// Where the groups of remembered commands begin. It holds 64-bit hashes under a key of this
/// process, not the ids: 16 bytes a command. Two ids may share a hash, so the stored entry decides.
struct RequestIndex {
    private var sequences: [Int: UInt64] = [:]
    // Further groups under a hash that is taken; expected never.
    private var others: [Int: [UInt64]] = [:]

    mutating func insert(_ key: RequestKey, sequence: UInt64) {
        let hash = key.hashValue
        if sequences[hash] == nil {
            sequences[hash] = sequence
        } else {
            others[hash, default: []].append(sequence)
        }
    }

    /// The first sequences of the groups that may be this command's.
    func candidates(_ key: RequestKey) -> [UInt64] {
        let hash = key.hashValue
        guard let first = sequences[hash] else { return [] }
        return others.isEmpty ? [first] : [first] + (others[hash] ?? [])
    }
}
