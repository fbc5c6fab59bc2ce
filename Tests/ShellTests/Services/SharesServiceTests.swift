import Services
import Testing
import Transport
import Wire

@Suite("Shares, over the wire", .timeLimit(.minutes(3)))
struct SharesServiceTests {
    private static func terms(price: Int64 = 1_000, shares: Int64 = 20) -> ShareTerms {
        ShareTerms(
            priceFen: price, shares: shares, opensUs: 0, closesUs: .max, lockUpDays: 0,
            registration: "REG-7", broker: "First Broker", listingDate: "2030-06-01")
    }

    private static func open(
        _ terms: ShareTerms?, id: String, on desk: PoolDesk
    ) async throws -> UInt64 {
        try await desk.ann.call(
            SharesMethods.openProgramme,
            OpenProgrammeRequest(requestID: id, platform: desk.platform, terms: terms)
        ).programme
    }

    private static func convert(
        _ shares: Int64, of member: UInt64, lot: UInt64, id: String, programme: UInt64 = 1,
        as acting: UInt64? = nil, on desk: PoolDesk
    ) async throws -> ConvertResponse {
        try await desk.gateway.call(
            SharesMethods.convert,
            ConvertRequest(
                requestID: id, platform: desk.platform, member: member, lot: lot,
                programme: programme, shares: shares),
            metadata: PoolDesk.acting(for: acting ?? member))
    }

    private static func close(
        _ isSuccessful: Bool, programme: UInt64 = 1, id: String, on desk: PoolDesk
    ) async throws -> CloseProgrammeResponse {
        try await desk.ann.call(
            SharesMethods.closeProgramme,
            CloseProgrammeRequest(
                requestID: id, platform: desk.platform, programme: programme,
                successful: isSuccessful, reference: "minutes 7"))
    }

    private static func register(_ desk: PoolDesk) async throws -> [ShareHolding] {
        try await desk.ann.call(
            SharesMethods.getRegister, GetRegisterRequest(platform: desk.platform)
        ).holdings
    }

    @Test("an issue is subscribed, closed, and given to holders; the next one fails and returns")
    func whole() async throws {
        try await TestInstallation.run([]) { installation in
            try await installation.serve([.pool]) {
                let desk = try PoolDesk(installation)
                try await desk.open()
                try await desk.order(1, by: 1)
                try await desk.order(2, by: 2)
                #expect(try await Self.open(Self.terms(), id: "open", on: desk) == 1)
                #expect(try await Self.open(Self.terms(), id: "open", on: desk) == 1)
                let made = try await Self.convert(5, of: 1, lot: 1, id: "c", on: desk)
                #expect(made.amountFen == 5_000)
                #expect(made.units == 29_750_000)
                #expect(made.reserveFen == 55_000)
                #expect(try await Self.convert(5, of: 1, lot: 1, id: "c", on: desk) == made)
                #expect(try await Self.register(desk).isEmpty)
                let closed = try await Self.close(true, id: "close", on: desk)
                #expect(closed == CloseProgrammeResponse(shares: 5, amountFen: 5_000))
                let holdings = [ShareHolding(member: 1, shares: 5, unlocked: 5)]
                #expect(try await Self.register(desk) == holdings)
                _ = try await Self.open(Self.terms(), id: "open-2", on: desk)
                _ = try await Self.convert(
                    3, of: 2, lot: 2, id: "c2", programme: 2, on: desk)
                _ = try await Self.close(false, programme: 2, id: "close-2", on: desk)
                #expect(try await Self.register(desk) == holdings)
                let balances = try await desk.balances()
                #expect(!balances.contains { $0.account == "share_subscription_payable" })
                #expect(balances.filter { $0.unit == .share }.map(\.amount).sorted() == [-5, 5])
                #expect(balances.first { $0.account == "operator_capital" }?.amount == -5_000)
                await desk.close()
            }
            try await installation.serve([.pool]) {
                let desk = try PoolDesk(installation)
                let programmes = try await desk.ann.call(
                    SharesMethods.listProgrammes, ListProgrammesRequest(platform: desk.platform)
                ).programmes
                #expect(programmes.map(\.state) == [.successful, .failed])
                #expect(try await Self.register(desk).map(\.shares) == [5])
                let entries = try await desk.ann.call(
                    SharesMethods.listShareEntries,
                    ListShareEntriesRequest(platform: desk.platform, member: 2)
                ).entries
                #expect(entries.map(\.returned) == [true])
                await desk.close()
            }
        }
    }

    @Test("what is refused says why, and nobody converts another member's points")
    func refusals() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolDesk(installation)
            try await desk.open()
            try await desk.order(1, by: 1)
            try await desk.order(2, by: 2)
            var unlisted = Self.terms()
            unlisted.broker = ""
            await Refusal.expect(.invalidArgument, "listing_fact_missing", saying: "broker") {
                _ = try await Self.open(unlisted, id: "open", on: desk)
            }
            await Refusal.expect(.invalidArgument, "field_malformed", saying: "terms") {
                _ = try await Self.open(nil, id: "open", on: desk)
            }
            await Refusal.expect(.notFound, "programme_not_found", saying: "programme 1") {
                _ = try await Self.convert(1, of: 1, lot: 1, id: "c", on: desk)
            }
            _ = try await Self.open(Self.terms(), id: "open", on: desk)
            await Refusal.expect(.permissionDenied, "not_the_owner", saying: "member 1") {
                _ = try await Self.convert(1, of: 1, lot: 1, id: "c", as: 2, on: desk)
            }
            await Refusal.expect(.permissionDenied, "not_the_owner", saying: "lot 2") {
                _ = try await Self.convert(1, of: 1, lot: 2, id: "c", on: desk)
            }
            await Refusal.expect(.invalidArgument, "shares_must_be_positive", saying: "0") {
                _ = try await Self.convert(0, of: 1, lot: 1, id: "c", on: desk)
            }
            await Refusal.expect(.failedPrecondition, "exceeds_programme", saying: "20 left") {
                _ = try await Self.convert(21, of: 1, lot: 1, id: "c", on: desk)
            }
            _ = try await Self.close(true, id: "close", on: desk)
            _ = try await Self.open(Self.terms(price: 20_000), id: "open-2", on: desk)
            await Refusal.expect(.failedPrecondition, "exceeds_lot", saying: "2 shares") {
                _ = try await Self.convert(2, of: 1, lot: 1, id: "c", programme: 2, on: desk)
            }
            await Refusal.expect(.notFound, "entry_not_found", saying: "entry 1") {
                _ = try await desk.ann.call(
                    SharesMethods.releaseShares,
                    ReleaseSharesRequest(
                        requestID: "r", platform: desk.platform, entry: 1, shares: 1))
            }
            await desk.close()
        }
    }

    @Test("founders' shares vest, and leave lock-up only when they are free")
    func founders() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolDesk(installation)
            try await desk.open()
            func allot(_ end: Int64, id: String) async throws -> UInt64 {
                try await desk.ann.call(
                    SharesMethods.allotShares,
                    AllotSharesRequest(
                        requestID: id, platform: desk.platform, member: 7, shares: 100,
                        reason: "founder", startUs: 0, cliffUs: end, endUs: end)
                ).entry
            }
            #expect(try await allot(1, id: "past") == 1)
            #expect(try await allot(.max, id: "future") == 2)
            func release(_ entry: UInt64, _ shares: Int64, id: String) async throws -> Int64 {
                try await desk.ann.call(
                    SharesMethods.releaseShares,
                    ReleaseSharesRequest(
                        requestID: id, platform: desk.platform, entry: entry, shares: shares)
                ).released
            }
            #expect(try await release(1, 60, id: "a") == 60)
            #expect(try await release(1, 60, id: "a") == 60)
            await Refusal.expect(.failedPrecondition, "shares_are_locked", saying: "40") {
                _ = try await release(1, 41, id: "b")
            }
            await Refusal.expect(.failedPrecondition, "shares_are_locked", saying: "0 shares") {
                _ = try await release(2, 1, id: "b")
            }
            #expect(
                try await Self.register(desk) == [
                    ShareHolding(member: 7, shares: 200, unlocked: 100)
                ])
            await desk.close()
        }
    }
}
