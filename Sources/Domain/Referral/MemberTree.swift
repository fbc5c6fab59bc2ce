package enum MemberStatus: String, CaseIterable, Hashable, Sendable {
    case active
    case frozen
}

/// Who is above whom: 15 bytes per member in four arrays, and 5 to 11 bytes of index. A parent
/// always joined before its children, so the tree has no loop.
package struct MemberTree: Equatable, Sendable {
    private static let nobody = UInt32.max

    private var ids: [UInt64] = []
    /// Positions of inviters.
    private var parents: [UInt32] = []
    private var depths: [UInt16] = []
    private var statuses: [UInt8] = []
    /// Positions by id: open addressing, never more than three quarters full.
    private var slots: [UInt32] = Array(repeating: nobody, count: 16)
    private(set) var largestID: UInt64 = 0

    package init() {}

    package var count: Int { ids.count }

    package func contains(_ member: MemberID) -> Bool { position(of: member) != nil }

    /// Nil if the member has none, or never joined.
    package func inviter(of member: MemberID) -> MemberID? {
        guard let position = position(of: member) else { return nil }
        let parent = parents[position]
        return parent == Self.nobody ? nil : MemberID(rawValue: ids[Int(parent)])
    }

    /// Inviters up to the top; 0 for a member without. Nil for who never joined.
    package func depth(of member: MemberID) -> Int? {
        position(of: member).map { Int(depths[$0]) }
    }

    package func status(of member: MemberID) -> MemberStatus? {
        position(of: member).map { statuses[$0] == 0 ? .active : .frozen }
    }

    /// Amortised O(1). The rules have checked that `member` is new and the inviter is not.
    mutating func add(
        _ member: MemberID, under inviter: MemberID?
    ) throws(ReplayFault) {
        guard !contains(member), count < ReferralLimits.membersMax else {
            throw ReplayFault("member \(member) joins twice, or there are too many")
        }
        var parent = Self.nobody
        var depth = 0
        if let inviter {
            guard let above = position(of: inviter) else {
                throw ReplayFault("inviter \(inviter) has not joined")
            }
            parent = UInt32(above)
            depth = Int(depths[above]) + 1
        }
        guard depth <= ReferralLimits.depthMax else {
            throw ReplayFault("member \(member) joins below the deepest level")
        }
        if (ids.count + 1) * 4 > slots.count * 3 { grow() }
        slots[slot(of: member.rawValue)] = UInt32(ids.count)
        ids.append(member.rawValue)
        parents.append(parent)
        depths.append(UInt16(depth))
        statuses.append(0)
        largestID = max(largestID, member.rawValue)
    }

    mutating func setStatus(
        _ status: MemberStatus, of member: MemberID
    ) throws(ReplayFault) {
        guard let position = position(of: member) else {
            throw ReplayFault("member \(member) has not joined")
        }
        statuses[position] = status == .active ? 0 : 1
    }

    private func position(of member: MemberID) -> Int? {
        let found = slots[slot(of: member.rawValue)]
        return found == Self.nobody ? nil : Int(found)
    }

    /// The slot that holds `id`, or the free one where it belongs.
    private func slot(of id: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: Self.mixed(id)) & mask
        while slots[slot] != Self.nobody, ids[Int(slots[slot])] != id {
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func grow() {
        slots = Array(repeating: Self.nobody, count: slots.count * 2)
        for (position, id) in ids.enumerated() {
            slots[slot(of: id)] = UInt32(position)
        }
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): ids in a row land far apart.
    private static func mixed(_ id: UInt64) -> UInt64 {
        var bits = id
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
