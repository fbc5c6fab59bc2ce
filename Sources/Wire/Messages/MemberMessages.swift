package enum MemberStatus: Int32, MessageEnum {
    case unspecified = 0
    case active = 1
    case frozen = 2

    package static let protoName = "tidemark.referral.v1.MemberStatus"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "MEMBER_STATUS_UNSPECIFIED"
        case .active: "MEMBER_STATUS_ACTIVE"
        case .frozen: "MEMBER_STATUS_FROZEN"
        }
    }
}

package struct Member: Message {
    package static let protoName = "tidemark.referral.v1.Member"

    package var member: UInt64 = 0
    /// 0 if nobody invited this member.
    package var inviter: UInt64 = 0
    package var depth: UInt32 = 0
    package var status: MemberStatus = MemberStatus.zero

    package init() {}

    package init(
        member: UInt64 = 0, inviter: UInt64 = 0, depth: UInt32 = 0, status: MemberStatus = .zero
    ) {
        self.member = member
        self.inviter = inviter
        self.depth = depth
        self.status = status
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.uint64(2, "inviter", &inviter)
        try fields.uint32(3, "depth", &depth)
        try fields.enumeration(4, "status", &status)
    }
}

package struct JoinRequest: Message {
    package static let protoName = "tidemark.referral.v1.JoinRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// 0 takes the next free id.
    package var member: UInt64 = 0
    /// 0 for none. Binding, once.
    package var inviter: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", member: UInt64 = 0, inviter: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.member = member
        self.inviter = inviter
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "member", &member)
        try fields.uint64(4, "inviter", &inviter)
    }
}

package struct JoinResponse: Message {
    package static let protoName = "tidemark.referral.v1.JoinResponse"

    package var member: Member?

    package init() {}

    package init(
        member: Member? = nil
    ) {
        self.member = member
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "member", &member)
    }
}

/// Members of an import, without inviters; those who joined already are passed over.
package struct ImportMembersRequest: Message {
    package static let protoName = "tidemark.referral.v1.ImportMembersRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// Rising, at most 1,000.
    package var members: [UInt64] = []

    package init() {}

    package init(
        requestID: String = "", platform: String = "", members: [UInt64] = []
    ) {
        self.requestID = requestID
        self.platform = platform
        self.members = members
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.repeated(3, "members", &members)
    }
}

package struct ImportMembersResponse: Message {
    package static let protoName = "tidemark.referral.v1.ImportMembersResponse"

    package var joined: UInt32 = 0

    package init() {}

    package init(
        joined: UInt32 = 0
    ) {
        self.joined = joined
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint32(1, "joined", &joined)
    }
}

package struct GetMemberRequest: Message {
    package static let protoName = "tidemark.referral.v1.GetMemberRequest"

    package var platform: String = ""
    package var member: UInt64 = 0

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0
    ) {
        self.platform = platform
        self.member = member
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
    }
}

package struct GetMemberResponse: Message {
    package static let protoName = "tidemark.referral.v1.GetMemberResponse"

    package var member: Member?

    package init() {}

    package init(
        member: Member? = nil
    ) {
        self.member = member
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "member", &member)
    }
}

package struct FreezeMemberRequest: Message {
    package static let protoName = "tidemark.referral.v1.FreezeMemberRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var member: UInt64 = 0
    /// False lifts the freeze.
    package var frozen: Bool = false
    package var reason: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", member: UInt64 = 0, frozen: Bool = false,
        reason: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.member = member
        self.frozen = frozen
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "member", &member)
        try fields.bool(4, "frozen", &frozen)
        try fields.string(5, "reason", &reason)
    }
}

package struct FreezeMemberResponse: Message {
    package static let protoName = "tidemark.referral.v1.FreezeMemberResponse"

    package var member: Member?

    package init() {}

    package init(
        member: Member? = nil
    ) {
        self.member = member
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "member", &member)
    }
}
