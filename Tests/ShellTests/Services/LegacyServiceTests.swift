import Services
import Testing
import Transport
import Wire

@Suite("Claims from before the platform, over the wire", .timeLimit(.minutes(3)))
struct LegacyServiceTests {
    private static let file = [UInt8](repeating: 5, count: 32)

    private static var plan: Plan {
        var plan = Shop.seed
        plan.legacyReleaseBps = 10_000
        return plan
    }

    private static func rows(_ amounts: [Int64], _ prefix: String = "E") -> [ClaimRow] {
        amounts.enumerated().map { index, fen in
            ClaimRow(member: UInt64(index) + 1, amountFen: fen, evidence: "\(prefix)\(index)")
        }
    }

    private static func importing(
        _ rows: [ClaimRow], id: String = "claims", firstLine: UInt64 = 2, on desk: PoolDesk
    ) async throws -> ImportClaimsResponse {
        try await desk.ann.call(
            LegacyMethods.importClaims,
            ImportClaimsRequest(
                requestID: id, platform: desk.platform, fileSHA256: Self.file,
                firstLine: firstLine, rows: rows))
    }

    private static func allot(
        _ period: String, id: String, on desk: PoolDesk
    ) async throws -> AllotResponse {
        try await desk.ann.call(
            LegacyMethods.allot,
            AllotRequest(requestID: id, platform: desk.platform, period: period))
    }

    private static func status(_ desk: PoolDesk) async throws -> GetLegacyResponse {
        try await desk.ann.call(
            LegacyMethods.getLegacy, GetLegacyRequest(platform: desk.platform))
    }

    @Test("claims are imported, served as coins and as points, and the figures follow")
    func whole() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolDesk(installation)
            try await desk.open(Self.plan)
            let rows = Self.rows([1_000, 2_000, 0])
            let taken = try await Self.importing(rows, on: desk)
            #expect(taken.taken == 2)
            #expect(taken.takenFen == 3_000)
            #expect(taken.refused.map(\.line) == [4])
            #expect(taken.refused.map(\.reason) == ["amount_must_be_positive"])
            // The same again is the same reply; under another id every evidence is used.
            #expect(try await Self.importing(rows, on: desk) == taken)
            let again = try await Self.importing(rows, id: "again", on: desk)
            #expect(again.taken == 0)
            #expect(again.refused.map(\.line) == [2, 3, 4])
            let coins = try await desk.gateway.call(
                LegacyMethods.convertClaim,
                ConvertClaimRequest(
                    requestID: "coins", platform: desk.platform, member: 2, amountFen: 500),
                metadata: PoolDesk.acting(for: 2))
            #expect(coins == ConvertClaimResponse(leftFen: 1_500, coins: 500))
            try await desk.order(1, by: 9)
            let before = try await Self.status(desk)
            #expect(before.owedFen == 2_500)
            #expect(before.trustValueFen == 2_500)
            #expect(before.turnoverFen == 0)
            let allotted = try await Self.allot("2026-01", id: "allot", on: desk)
            #expect(allotted.members == 2)
            #expect(allotted.valueFen == 2_500)
            #expect(allotted.units + allotted.burntUnits == 90_000_000)
            #expect(try await Self.allot("2026-01", id: "allot", on: desk) == allotted)
            let after = try await Self.status(desk)
            #expect(after.owedFen == 0)
            #expect(after.allottedFen == 2_500)
            #expect(after.openAllotment == 0)
            #expect(after.trustUnits == 0)
            #expect(after.coins == 500)
            let position = try await desk.ann.call(
                PoolMethods.getPosition, GetPositionRequest(platform: desk.platform, member: 1))
            #expect(position.lots.map(\.paidFen) == [1_000])
            #expect(position.lots.map(\.order) == [0])
            let sums = try await desk.balances().filter { $0.unit == .coin }.map(\.amount)
            #expect(sums.sorted() == [-500, 500])
            await desk.close()
        }
    }

    @Test("what is refused says why, and nobody touches another member's claim")
    func refusals() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolDesk(installation)
            try await desk.open(Self.plan)
            _ = try await Self.importing(Self.rows([1_000]), on: desk)
            func convert(_ fen: Int64, of member: UInt64, as other: UInt64) async throws {
                _ = try await desk.gateway.call(
                    LegacyMethods.convertClaim,
                    ConvertClaimRequest(
                        requestID: "x", platform: desk.platform, member: member, amountFen: fen),
                    metadata: PoolDesk.acting(for: other))
            }
            await Refusal.expect(.permissionDenied, "not_the_owner", saying: "member 1") {
                try await convert(1, of: 1, as: 2)
            }
            await Refusal.expect(.failedPrecondition, "exceeds_claim", saying: "1000 fen left") {
                try await convert(1_001, of: 1, as: 1)
            }
            await Refusal.expect(.invalidArgument, "amount_must_be_positive", saying: "0") {
                try await convert(0, of: 1, as: 1)
            }
            await Refusal.expect(.notFound, "claim_not_found", saying: "member 7") {
                try await convert(1, of: 7, as: 7)
            }
            await Refusal.expect(.outOfRange, "limit_reached", saying: "0 rows") {
                _ = try await Self.importing([], id: "none", on: desk)
            }
            await Refusal.expect(.invalidArgument, "field_malformed", saying: "first_line") {
                _ = try await Self.importing(Self.rows([1], "F"), firstLine: 0, on: desk)
            }
            await Refusal.expect(.failedPrecondition, "trust_is_empty", saying: "2026-01") {
                _ = try await Self.allot("2026-01", id: "allot", on: desk)
            }
            await Refusal.expect(.invalidArgument, "period_must_be_named", saying: "64") {
                _ = try await Self.allot("", id: "allot", on: desk)
            }
            await Refusal.expect(.permissionDenied, "role_not_allowed", saying: "gateway/demo") {
                _ = try await desk.gateway.call(
                    LegacyMethods.allot,
                    AllotRequest(requestID: "a", platform: desk.platform, period: "p"))
            }
            await desk.close()
        }
    }

    @Test("an allotment of many members is made in parts, and survives a restart")
    func parts() async throws {
        let members = 4_096 + 7
        try await TestInstallation.run([]) { installation in
            try await installation.serve([.pool]) {
                let desk = try PoolDesk(installation)
                try await desk.open(Self.plan)
                for first in stride(from: 0, to: members, by: 1_000) {
                    let rows = (first..<min(first + 1_000, members)).map { index in
                        ClaimRow(
                            member: UInt64(index) + 1, amountFen: 1_000, evidence: "E\(index)")
                    }
                    let reply = try await Self.importing(
                        rows, id: "c\(first)", firstLine: UInt64(first) + 2, on: desk)
                    #expect(reply.refused.isEmpty)
                }
                for number in UInt64(1)...3 { try await desk.order(number, by: 9_999) }
                let reply = try await Self.allot("2026-01", id: "allot", on: desk)
                #expect(reply.members == UInt64(members))
                try await desk.order(4, by: 9_999)
                await desk.close()
            }
            // Five fen for each: 270 points at 1 yuan, less a fifth, among 4,103 members.
            try await installation.serve([.pool]) {
                let desk = try PoolDesk(installation)
                let status = try await Self.status(desk)
                #expect(status.allottedFen == 5 * Int64(members))
                #expect(status.owedFen == 995 * Int64(members))
                #expect(status.allotments == 1)
                #expect(status.openAllotment == 0)
                #expect(status.trustUnits == 90_000_000)
                // A repetition after the restart has the same reply and no second effect.
                let reply = try await Self.allot("2026-01", id: "allot", on: desk)
                #expect(reply.valueFen == status.allottedFen)
                #expect(try await Self.status(desk) == status)
                await desk.close()
            }
        }
    }
}
