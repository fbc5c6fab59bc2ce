import Domain
import Journal
import Transport
import Wire

/// Referral's methods.
struct ReferralFace: Sendable {
    let gate: CommandGate<ReferralBook>
    let platforms: Platforms

    func register(on router: inout Router) {
        router.unary(ReferralMethods.join) { [self] in try await join($0, $1) }
        router.unary(ReferralMethods.importMembers) { [self] in try await importMembers($0, $1) }
        router.unary(ReferralMethods.getMember) { [self] in try await getMember($1) }
        router.unary(ReferralMethods.freezeMember) { [self] in try await freezeMember($0, $1) }
        router.unary(ReferralMethods.share) { [self] in try await share($0, $1) }
        router.unary(ReferralMethods.confirm) { [self] in try await confirm($0, $1) }
        router.unary(ReferralMethods.cancelRewards) { [self] in try await cancel($0, $1) }
        router.unary(ReferralMethods.recompute) { [self] in try await recompute($0, $1) }
    }

    private func join(_ call: Call, _ request: JoinRequest) async throws -> JoinResponse {
        _ = try await platforms.platform(request.platform)
        // A gateway lets a member join as itself, or somebody without an id yet.
        if request.member != 0 { try call.checkActing(for: request.member) }
        let wish = request.member == 0 ? nil : MemberID(rawValue: request.member)
        let inviter = request.inviter == 0 ? nil : MemberID(rawValue: request.inviter)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            let events = try book.run(.join(wish, inviter: inviter))
            guard case .joined(let member, _)? = events.first else {
                preconditionFailure("joining is one event")
            }
            return (
                events.map(\.entry),
                JoinResponse(member: book.referral.members.message(of: member))
            )
        }
    }

    private func importMembers(
        _ call: Call, _ request: ImportMembersRequest
    ) async throws -> ImportMembersResponse {
        let members = request.members.map { MemberID(rawValue: $0) }
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            let before = book.referral.members.count
            let events = try book.run(.importMembers(members))
            let joined = UInt32(clamping: book.referral.members.count - before)
            return (events.map(\.entry), ImportMembersResponse(joined: joined))
        }
    }

    private func getMember(_ request: GetMemberRequest) async throws -> GetMemberResponse {
        let id = try MemberID(request.member, field: "member")
        return try await gate.read(request.platform) { book in
            guard let member = book.referral.members.message(of: id) else {
                throw RPCError(ReferralRejection.memberNotFound(id))
            }
            return GetMemberResponse(member: member)
        }
    }

    private func freezeMember(
        _ call: Call, _ request: FreezeMemberRequest
    ) async throws -> FreezeMemberResponse {
        let id = try MemberID(request.member, field: "member")
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            let events = try book.run(
                .setStatus(id, request.frozen ? .frozen : .active, reason: request.reason))
            return (
                events.map(\.entry),
                FreezeMemberResponse(member: book.referral.members.message(of: id))
            )
        }
    }

    private func share(_ call: Call, _ request: ShareRequest) async throws -> ShareResponse {
        let wish = ShareOrder(
            order: try OrderID(request.order, field: "order"),
            buyer: try MemberID(request.buyer, field: "buyer"),
            rates: try Domain.RewardRates(request.rates),
            lines: request.lines.map { Domain.ShareLine($0) })
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            let events = try book.run(.share(wish))
            guard case .shared(let rewards)? = events.first else {
                preconditionFailure("sharing is one event")
            }
            return (
                events.map(\.entry),
                ShareResponse(
                    rows: rewards.rows.map(\.message), unallocatedFen: rewards.unallocated.fen)
            )
        }
    }

    private func confirm(_ call: Call, _ request: ConfirmRequest) async throws -> ConfirmResponse {
        let orders = try request.orders.map { order throws in
            try OrderID(order, field: "orders")
        }
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in (try book.run(.confirm(orders)).map(\.entry), ConfirmResponse())
        }
    }

    private func cancel(
        _ call: Call, _ request: CancelRewardsRequest
    ) async throws -> CancelRewardsResponse {
        let order = try OrderID(request.order, field: "order")
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in (try book.run(.cancel(order)).map(\.entry), CancelRewardsResponse())
        }
    }
}
