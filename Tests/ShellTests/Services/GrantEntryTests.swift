import Journal
import Testing
import Wire

@testable import Domain
@testable import Services

@Suite("An entry of a subsidy's grant")
struct GrantEntryTests {
    private static let order = OrderID(rawValue: 1)

    private static func read(_ event: PartsAsked) throws -> OrderGrant? {
        let entry = JournalEntry(sequence: 1, kind: "parts_asked", event: event.encoded())
        guard
            case .parts(order, .asked(.ofSubsidy(let grant), asking: 1, planVersion: 0)) =
                try OrderEvent.parts(entry)
        else { return nil }
        return grant
    }

    @Test("is read as of before lines were told apart where it does not say otherwise")
    func before() throws {
        let event = PartsAsked(order: 1, asking: 1, source: "game", subsidyFen: 100)
        let grant = OrderGrant(source: .game, amount: Money(fen: 100), returns: .byOrder)
        #expect(try Self.read(event) == grant)
    }

    @Test(
        "says how it comes back, and is read as it was written",
        arguments: [.byLine, .byOrder] as [OrderGrant.Returns])
    func roundTrip(returns: OrderGrant.Returns) throws {
        let grant = OrderGrant(source: .game, amount: Money(fen: 100), returns: returns)
        let draft = PartsEvent.asked(.ofSubsidy(grant), asking: 1, planVersion: 0)
            .entry(of: Self.order)
        let event = try PartsAsked(decoding: draft.event)
        #expect(event.subsidyByLine == (returns == .byLine))
        #expect(try Self.read(event) == grant)
    }

    @Test("is by line where an order asks for it today")
    func today() {
        #expect(OrderGrant(source: .game, amount: Money(fen: 1)).returns == .byLine)
    }
}
