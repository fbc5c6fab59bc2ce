/// The methods of tidemark.referral.v1.Referral.
package enum ReferralMethods {
    package static let service = "tidemark.referral.v1.Referral"

    package static let join = Method<JoinRequest, JoinResponse>(
        service, "Join")
    package static let importMembers = Method<ImportMembersRequest, ImportMembersResponse>(
        service, "ImportMembers")
    package static let getMember = Method<GetMemberRequest, GetMemberResponse>(
        service, "GetMember")
    package static let freezeMember = Method<FreezeMemberRequest, FreezeMemberResponse>(
        service, "FreezeMember")
    package static let share = Method<ShareRequest, ShareResponse>(
        service, "Share")
    package static let confirm = Method<ConfirmRequest, ConfirmResponse>(
        service, "Confirm")
    package static let cancelRewards = Method<CancelRewardsRequest, CancelRewardsResponse>(
        service, "CancelRewards")
    package static let recompute = Method<RecomputeRequest, RecomputeResponse>(
        service, "Recompute")

    static let schema = ServiceSchema(
        service,
        [
            join.schema,
            importMembers.schema,
            getMember.schema,
            freezeMember.schema,
            share.schema,
            confirm.schema,
            cancelRewards.schema,
            recompute.schema,
        ])
}
