import Foundation
import Services
import Testing
import Transport
import Wire

@Suite("Withdrawals over the wire", .timeLimit(.minutes(3)))
struct WithdrawalServiceTests {
    private static func withDesk(
        _ body: @Sendable (TestInstallation, PayoutDesk) async throws -> Void
    ) async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PayoutDesk(installation)
            try await desk.open()
            try await body(installation, desk)
            await desk.close()
        }
    }

    @Test("from the request to the bank's answer, with the payout file between")
    func way() async throws {
        try await Self.withDesk { _, desk in
            let account = try await desk.register()
            #expect(account.reference.utf8.count == 64)
            let first = try await desk.request(10_000, id: "w1")
            let second = try await desk.request(5_000, id: "w2")
            #expect(first.state == .requested)
            #expect(first.requestedBy == "operator/cy")
            #expect(try await desk.balance("withdrawal_pending") == -15_000)
            #expect(try await desk.approve(1, by: desk.ann, id: "a1").state == .approved)
            _ = try await desk.approve(2, by: desk.bob, id: "a2")
            let batch = try await desk.send(id: "s1")
            #expect(batch == SendWithdrawalsResponse(batch: 1, count: 2, totalFen: 15_000))
            let file = try await desk.file(1)
            let text = String(decoding: file.file, as: UTF8.self)
            let bank = "bank,\"张三丰\",\"6222021234567890123\",\"Bank, \u{4E2D}\""
            #expect(
                text.split(separator: "\r\n").dropFirst() == [
                    "demo-b-1,1,1,demo-w-1,100.00,CNY,\(bank)",
                    "demo-b-1,2,2,demo-w-2,50.00,CNY,\(bank)",
                    "demo-b-1,total,2,,150.00,CNY,bank,,,",
                ])
            #expect(try await desk.file(1) == file)
            #expect(try await desk.callback(1, 10_000, id: "c1").accepted)
            let failed = try await desk.callback(second.withdrawal, 5_000, .failed, id: "c2")
            #expect(failed == PayoutCallbackResponse(accepted: true, state: .failed))
            #expect(try await desk.balance("withdrawal_pending") == 0)
            #expect(try await desk.balance("custody") == 90_000)
            let late = try await desk.callback(1, 10_000, id: "c3")
            #expect(late.accepted == false)
            #expect(late.refused == "withdrawal_is_final")
            #expect(late.state == .paid)
            #expect(try await desk.balance("custody") == 90_000)
            let states = try await desk.list().map(\.state)
            #expect(states == [.paid, .failed])
            #expect(try await desk.list(.failed).map(\.failureCode) == ["AC01"])
            #expect(try await desk.list(member: 7).isEmpty)
            #expect(try await desk.list(after: 1, limit: 1).map(\.withdrawal) == [2])
        }
    }

    @Test("refusals have their status, reason and sentence, and change nothing")
    func refusals() async throws {
        try await Self.withDesk { _, desk in
            await Refusal.expect(.notFound, "payout_account_not_found", saying: "member 1") {
                _ = try await desk.request(100, id: "w")
            }
            try await desk.register()
            await Refusal.expect(.invalidArgument, "amount_must_be_positive", saying: "0") {
                _ = try await desk.request(0, id: "w")
            }
            await Refusal.expect(.failedPrecondition, "exceeds_withdrawable", saying: "24001") {
                _ = try await desk.request(24_001, id: "w")
            }
            await Refusal.expect(.outOfRange, "limit_reached") {
                _ = try await desk.request(.max, id: "w")
            }
            _ = try await desk.request(24_000, id: "w")
            await Refusal.expect(.alreadyExists, "request_id_reused") {
                _ = try await desk.request(23_999, id: "w")
            }
            await Refusal.expect(.permissionDenied, "own_request", saying: "operator/cy") {
                _ = try await desk.approve(1, by: desk.cy, id: "a")
            }
            await Refusal.expect(.notFound, "withdrawal_not_found", saying: "withdrawal 9") {
                _ = try await desk.approve(9, by: desk.ann, id: "a")
            }
            await Refusal.expect(.failedPrecondition, "wrong_state", saying: "requested") {
                _ = try await desk.send([1], id: "s")
            }
            await Refusal.expect(.outOfRange, "limit_reached", saying: "0 withdrawals") {
                _ = try await desk.send(id: "s")
            }
            await Refusal.expect(.notFound, "batch_not_found") { _ = try await desk.file(1) }
            for client in [desk.gateway, desk.auditor, desk.bank, desk.order] {
                await Refusal.expect(.permissionDenied, "role_not_allowed") {
                    _ = try await desk.approve(1, by: client, id: "a")
                }
            }
            _ = try await desk.ann.call(
                WithdrawalsMethods.linkOperator,
                LinkOperatorRequest(
                    requestID: "l", platform: desk.platform, operator: "bob", member: 1))
            await Refusal.expect(.permissionDenied, "linked_member", saying: "operator/bob") {
                _ = try await desk.approve(1, by: desk.bob, id: "a")
            }
            await Refusal.expect(.invalidArgument, "policy_out_of_range") {
                _ = try await desk.ann.call(
                    WithdrawalsMethods.setWithdrawalPolicy,
                    SetWithdrawalPolicyRequest(
                        requestID: "p", platform: desk.platform,
                        policy: WithdrawalPolicy(minimumFen: 5, dayMaxFen: 4)))
            }
            #expect(try await desk.list().map(\.state) == [.requested])
            #expect(try await desk.withdrawable(1).walletFen == 0)
        }
    }

    @Test("the policy decides limits and how many approve, and a reward has to wait")
    func policy() async throws {
        try await Self.withDesk { _, desk in
            try await desk.register()
            let policy = WithdrawalPolicy(
                minimumFen: 1_000, dayMaxFen: 5_000, twoPeopleAboveFen: 2_000)
            let reply = try await desk.ann.call(
                WithdrawalsMethods.setWithdrawalPolicy,
                SetWithdrawalPolicyRequest(
                    requestID: "p", platform: desk.platform, policy: policy))
            #expect(reply.policy == policy)
            await Refusal.expect(.failedPrecondition, "amount_below_minimum", saying: "1000") {
                _ = try await desk.request(999, id: "w0")
            }
            #expect(try await desk.request(2_000, id: "w1").approvalsNeeded == 1)
            #expect(try await desk.request(1_000, id: "w2").approvalsNeeded == 2)
            await Refusal.expect(.failedPrecondition, "exceeds_day_limit", saying: "tomorrow") {
                _ = try await desk.request(2_001, id: "w3")
            }
            #expect(try await desk.approve(2, by: desk.ann, id: "a1").state == .requested)
            await Refusal.expect(.permissionDenied, "approved_before") {
                _ = try await desk.approve(2, by: desk.ann, id: "a2")
            }
            let approved = try await desk.approve(2, by: desk.bob, id: "a3")
            #expect(approved.state == .approved)
            #expect(approved.approvedBy == ["operator/ann", "operator/bob"])
            let mine = try await desk.withdrawable(1)
            #expect(mine.walletFen == 21_000)
            #expect(mine.askedTodayFen == 3_000)
            let payee = try await desk.withdrawable(2)
            #expect(payee.walletFen == 5_000)
            #expect(payee.heldRewardsFen == 5_000)
            #expect(payee.withdrawableFen == 0)
            let cancelled = try await desk.cy.call(
                WithdrawalsMethods.cancelWithdrawal,
                CancelWithdrawalRequest(
                    requestID: "x", platform: desk.platform, member: 1, withdrawal: 1))
            #expect(cancelled.withdrawal?.state == .cancelled)
            let refused = try await desk.ann.call(
                WithdrawalsMethods.refuseWithdrawal,
                RefuseWithdrawalRequest(
                    requestID: "r", platform: desk.platform, withdrawal: 2, reason: "unclear"))
            #expect(refused.withdrawal?.reason == "unclear")
            #expect(try await desk.withdrawable(1).walletFen == 24_000)
        }
    }

    @Test("a gateway acts only for the member it says")
    func acting() async throws {
        try await Self.withDesk { _, desk in
            try await desk.register()
            func request(_ metadata: Metadata) async throws {
                _ = try await desk.gateway.call(
                    WithdrawalsMethods.requestWithdrawal,
                    RequestWithdrawalRequest(
                        requestID: "g", platform: desk.platform, member: 1, amountFen: 100),
                    metadata: metadata)
            }
            await Refusal.expect(.permissionDenied, "acting_member_missing") {
                try await request(Metadata())
            }
            var other = Metadata()
            other.add("tidemark-acting-member", "2")
            await Refusal.expect(.permissionDenied, "not_the_owner") { try await request(other) }
            await Refusal.expect(.permissionDenied, "not_the_owner") {
                _ = try await desk.gateway.call(
                    WithdrawalsMethods.cancelWithdrawal,
                    CancelWithdrawalRequest(
                        requestID: "x", platform: desk.platform, member: 1, withdrawal: 1),
                    metadata: other)
            }
            var own = Metadata()
            own.add("tidemark-acting-member", "1")
            try await request(own)
        }
    }
}
