import Foundation
import Testing
import Wire

@testable import Services

/// The scripts of an independent model, read as entries of a journal. Those that convert or wind
/// down hold events that no journal has yet; their beginnings are read.
@Suite("The audit's pool against the vectors")
struct PoolVectorTests {
    static let folder =
        #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
        + "/Fixtures/pool"

    static let files: [String] =
        (try? FileManager.default.contentsOfDirectory(atPath: folder))?
        .filter { $0.hasSuffix(".json") }.sorted() ?? []

    @Test("there are vectors") func present() { #expect(Self.files.count >= 30) }

    @Test("finds nothing, and ends where the model ends", arguments: files)
    func vector(_ file: String) throws {
        let data = try Data(contentsOf: URL(filePath: "\(Self.folder)/\(file)"))
        let script = try JSONDecoder().decode(Script.self, from: data)
        var pool = PlainPool()
        var sheet = ViolationSheet()
        var sequence: UInt64 = 1
        func place() -> EntryPlace { EntryPlace(journal: "pool/vector", sequence: sequence) }
        pool.create(
            PlatformCreated(platform: Platform(planVersion: 1, plan: script.plan.message)),
            at: place(), &sheet)
        var lots: [UInt64: UInt64] = [:]
        var left: [UInt64: PlainPool.Pieces] = [:]
        var number: UInt64 = 0
        var isWhole = true
        steps: for step in script.steps {
            for event in step.events ?? [] {
                sequence += 1
                switch event.event {
                case "granted":
                    number += 1
                    lots[event.lot ?? 0] = event.member
                    left[event.lot ?? 0] = step.pieces
                    pool.settle(event.settled(number, step), at: place(), &sheet)
                case "sold": pool.sell(event.sold(lots), at: place(), &sheet)
                case "exited": pool.exit(event.exited(lots), at: place(), &sheet)
                case "split":
                    pool.split(
                        Split(
                            ratio: event.ratio ?? 0, reserveFen: event.reserve,
                            supplyUnits: event.supply), at: place(), &sheet)
                case "series_closed":
                    pool.close(
                        SeriesClosed(
                            series: event.series ?? 0, orphanedFen: event.orphaned ?? 0,
                            reserveFen: event.reserve, supplyUnits: event.supply),
                        at: place(), &sheet)
                case "clawed_back":
                    let pieces = step.back(of: left[event.lot ?? 0])
                    let burn = pool.clawBack(event.clawedBack, pieces, at: place(), &sheet)
                    #expect(burn.map { Int64($0.units) } == event.units)
                    #expect(burn.map { Int64($0.returned) } == event.returned)
                    left[event.lot ?? 0] = pieces.rest
                case "injected", "contributed":
                    // No journal has these amounts yet: they are added by hand.
                    pool.figures.reserve = UInt64(event.reserve)
                default:
                    isWhole = false
                    break steps
                }
                #expect(Int64(pool.figures.reserve) == event.reserve)
                #expect(Int64(pool.figures.supply) == event.supply)
            }
            pool.finish(at: place(), &sheet)
        }
        #expect(sheet.take() == [])
        guard isWhole else { return }
        #expect(pool.orphan == script.final.orphan)
        #expect(pool.series == script.final.series)
        #expect(UInt64(pool.splitRatios.count) == script.final.splits)
        #expect(pool.trust == script.final.trust)
    }
}

private struct Script: Decodable {
    var plan: ScriptPlan
    var steps: [ScriptStep]
    var final: ScriptFinal
}

private struct ScriptFinal: Decodable {
    var orphan: UInt64
    var series: UInt64
    var splits: UInt64
    var trust: UInt64
}

private struct ScriptPlan: Decodable {
    var opening_price_fen: Int64
    var grant_bps: UInt32
    var retention_bps: UInt32
    var exit_multiple_bps: UInt32
    var split_price_multiple: UInt32
    var legacy_release_bps: UInt32

    var message: Wire.Plan {
        Wire.Plan(
            openingPriceFen: opening_price_fen, grantBps: grant_bps, retentionBps: retention_bps,
            exitMultipleBps: exit_multiple_bps, splitPriceMultiple: split_price_multiple,
            legacyReleaseBps: legacy_release_bps)
    }
}

private struct ScriptStep: Decodable {
    var paid: Int64?
    var contribution: Int64?
    var paid_back: UInt64?
    var contribution_back: UInt64?
    var events: [ScriptEvent]?

    /// All of a lot that is granted.
    var pieces: PlainPool.Pieces {
        PlainPool.Pieces(
            contributionBack: 0, contributionLeft: UInt64(contribution ?? 0), lotPaidBack: 0,
            lotPaidLeft: UInt64(paid ?? 0))
    }

    func back(of left: PlainPool.Pieces?) -> PlainPool.Pieces {
        PlainPool.Pieces(
            contributionBack: contribution_back ?? 0,
            contributionLeft: left?.contributionLeft ?? 0, lotPaidBack: paid_back ?? 0,
            lotPaidLeft: left?.lotPaidLeft ?? 0)
    }
}

extension PlainPool.Pieces {
    fileprivate var rest: PlainPool.Pieces {
        PlainPool.Pieces(
            contributionBack: 0, contributionLeft: contributionLeft - contributionBack,
            lotPaidBack: 0, lotPaidLeft: lotPaidLeft - lotPaidBack)
    }
}

private struct ScriptEvent: Decodable {
    var event: String
    var lot: UInt64?
    var member: UInt64?
    var value: Int64?
    var units: Int64?
    var legacy: Int64?
    var amount: Int64?
    var gross: Int64?
    var payout: Int64?
    var ratio: UInt64?
    var series: UInt64?
    var orphaned: Int64?
    var returned: Int64?
    var reserve: Int64
    var supply: Int64

    func settled(_ number: UInt64, _ step: ScriptStep) -> Settled {
        Settled(
            number: number, order: number, member: member ?? 0, paidFen: step.paid ?? 0,
            contributionFen: step.contribution ?? 0, outcome: .granted, lot: lot ?? 0,
            valueFen: value ?? 0, units: units ?? 0, legacyUnits: legacy ?? 0, planVersion: 1,
            reserveFen: reserve, supplyUnits: supply)
    }

    var clawedBack: ClawedBack {
        ClawedBack(
            outcome: ClawbackOutcome(
                lot: lot ?? 0, burntUnits: units ?? 0, returnedFen: returned ?? 0),
            reserveFen: reserve, supplyUnits: supply)
    }

    func sold(_ owners: [UInt64: UInt64]) -> Sold {
        Sold(
            lot: lot ?? 0, member: owners[lot ?? 0] ?? 0, units: units ?? 0,
            grossFen: gross ?? 0, payoutFen: payout ?? 0, reserveFen: reserve,
            supplyUnits: supply)
    }

    func exited(_ owners: [UInt64: UInt64]) -> Exited {
        Exited(
            lot: lot ?? 0, member: owners[lot ?? 0] ?? 0, units: units ?? 0,
            grossFen: gross ?? 0, payoutFen: payout ?? 0, reserveFen: reserve,
            supplyUnits: supply)
    }
}
