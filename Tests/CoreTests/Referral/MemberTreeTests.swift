import Testing

@testable import Domain

@Suite("Referral: who is above whom")
struct MemberTreeTests {
    @Test("a member joins once, under nobody or somebody who joined before")
    func join() throws {
        var world = try ReferralWorld.chain(2)
        #expect(world.refusal(.join(2, under: nil)) == .alreadyJoined(MemberID(rawValue: 2)))
        #expect(world.refusal(.join(3, under: 3)) == .selfInvite(MemberID(rawValue: 3)))
        #expect(world.refusal(.join(2, under: 2)) == .selfInvite(MemberID(rawValue: 2)))
        #expect(world.refusal(.join(3, under: 9)) == .inviterNotFound(MemberID(rawValue: 9)))
        #expect(world.refusal(.join(1, under: 2)) == .alreadyJoined(MemberID(rawValue: 1)))
        try world.run(.join(nil, inviter: MemberID(rawValue: 1)))
        try world.run(.join(70, under: nil))
        try world.run(.join(nil, inviter: nil))
        let members = world.referral.members
        #expect(members.inviter(of: MemberID(rawValue: 3)) == MemberID(rawValue: 1))
        #expect(members.depth(of: MemberID(rawValue: 3)) == 1)
        #expect(members.depth(of: MemberID(rawValue: 71)) == 0)
        #expect(members.inviter(of: MemberID(rawValue: 72)) == nil)
        #expect(members.depth(of: MemberID(rawValue: 72)) == nil)
        #expect(try world.rebuilt() == world.referral)
    }

    @Test("ids have their limits")
    func ids() throws {
        var world = ReferralWorld()
        let largest = ReferralLimits.memberIDMax
        #expect(world.refusal(.join(0, under: nil))?.reason == "member_id_out_of_range")
        #expect(world.refusal(.join(1, under: nil)) == nil)
        #expect(world.refusal(.join(largest + 1, under: nil))?.kind == .invalidArgument)
        try world.run(.join(largest, under: nil))
        #expect(
            world.refusal(.join(nil, inviter: nil))
                == .memberIDOutOfRange(MemberID(rawValue: largest + 1)))
    }

    @Test("the tree is at most a thousand deep")
    func depth() throws {
        var world = try ReferralWorld.chain(1_000)
        #expect(world.referral.members.depth(of: MemberID(rawValue: 1_000)) == 999)
        try world.run(.join(1_001, under: 1_000))
        let refusal = world.refusal(.join(1_002, under: 1_001))
        #expect(refusal == .treeTooDeep(inviter: MemberID(rawValue: 1_001)))
        #expect(refusal?.reason == "tree_too_deep")
        #expect(world.refusal(.join(1_002, under: 1_000)) == nil)
    }

    @Test("an import adds who is new, once, without inviters")
    func importing() throws {
        var world = try ReferralWorld.chain(2)
        let ids = [5, 2, 9, 5].map { MemberID(rawValue: $0) }
        #expect(
            try world.run(.importMembers(ids))
                == [.membersImported([5, 9].map { MemberID(rawValue: $0) })])
        #expect(try world.run(.importMembers(ids)).isEmpty)
        #expect(world.referral.members.inviter(of: MemberID(rawValue: 2))?.rawValue == 1)
        #expect(try world.rebuilt() == world.referral)
        for (count, fits) in [(0, false), (1, true), (1_000, true), (1_001, false)] {
            let many = (0..<count).map { MemberID(rawValue: UInt64(100 + $0)) }
            #expect((world.refusal(.importMembers(many)) == nil) == fits)
        }
        #expect(
            world.refusal(.importMembers([MemberID(rawValue: 0)]))?.kind == .invalidArgument)
    }

    @Test("a status changes with a reason; the same again changes nothing")
    func status() throws {
        var world = try ReferralWorld.chain(1)
        #expect(world.refusal(.freeze(2)) == .memberNotFound(MemberID(rawValue: 2)))
        #expect(
            world.refusal(.setStatus(MemberID(rawValue: 1), .frozen, reason: ""))
                == .reasonOutOfRange(bytes: 0))
        #expect(try world.run(.freeze(1)).count == 1)
        #expect(try world.run(.freeze(1)).isEmpty)
        #expect(world.referral.members.status(of: MemberID(rawValue: 1)) == .frozen)
        #expect(try world.rebuilt() == world.referral)
    }

    @Test("the tree tells what a dictionary tells", arguments: 0..<10 as Range<UInt64>)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var world = ReferralWorld()
        var plain: [UInt64: UInt64?] = [:]
        for _ in 0..<2_000 {
            let wide = Bool.random(using: &random)
            let id = UInt64.random(in: 1...(wide ? 1 << 60 : 1_000), using: &random)
            let inviter = Bool.random(using: &random) ? plain.keys.min() : nil
            let isNew = plain[id] == nil && inviter != id
            #expect((world.refusal(.join(id, under: inviter)) == nil) == isNew)
            guard isNew else { continue }
            try world.run(.join(id, under: inviter))
            plain[id] = .some(inviter)
        }
        let members = world.referral.members
        #expect(members.count == plain.count)
        for (id, inviter) in plain {
            #expect(members.inviter(of: MemberID(rawValue: id))?.rawValue == inviter)
            var depth = 0
            var above = inviter
            while let next = above {
                depth += 1
                above = plain[next] ?? nil
            }
            #expect(members.depth(of: MemberID(rawValue: id)) == depth)
        }
        #expect(try world.rebuilt() == world.referral)
    }

    @Test("events that do not follow are refused, not trusted")
    func foreignEvents() throws {
        let world = try ReferralWorld.chain(1_001)
        let one = MemberID(rawValue: 1)
        let new = MemberID(rawValue: 2_000)
        let events: [ReferralEvent] = [
            .joined(one, inviter: nil), .membersImported([one]),
            .joined(new, inviter: MemberID(rawValue: 3_000)),
            .joined(new, inviter: MemberID(rawValue: 1_001)),
            .statusSet(new, .frozen, reason: "x"), .confirmed(OrderID(rawValue: 1)),
            .cancelled(OrderID(rawValue: 1)),
        ]
        for event in events {
            var copy = world.referral
            #expect(throws: ReplayFault.self) { try copy.apply(event) }
        }
    }
}
