import Testing

@testable import Domain

@Suite("Orders: the transition table")
struct TransitionTests {
    /// The table once more, as orders.md draws it: stage, moves, and where they lead.
    private static let drawn: [OrderStage: [OrderMove: OrderStage]] = [
        .placed: [.reserve: .created, .refuse: .finished, .stick: .stuck],
        .created: [
            .askParts: .holdingParts, .pay: .paid, .cancel: .cancelled, .expire: .cancelled,
        ],
        .holdingParts: [.holdParts: .created, .refuseParts: .created],
        .paid: [.hold: .held, .stick: .stuck],
        .held: [.commit: .committed, .stick: .stuck],
        .committed: [.share: .shared, .stick: .stuck],
        .shared: [.ship: .shipped, .receive: .received, .cancel: .refunding],
        .shipped: [.deliver: .delivered],
        .delivered: [.receive: .received],
        .received: [.makeDue: .due, .askReturn: .returning],
        .due: [.settle: .settled, .skip: .stuck],
        .settled: [.confirm: .finished],
        // With nothing held there is nothing to return.
        .cancelled: [.release: .finished, .stick: .stuck],
        .stuck: [.retry: .committed, .giveBack: .unshared],
        .refunding: [.unshare: .unshared, .stick: .stuck],
        .unshared: [.refund: .refunded, .stick: .stuck],
        .refunded: [.restock: .finished, .stick: .stuck],
        .returning: [.rejectReturn: .received, .approveReturn: .returnApproved],
        .returnApproved: [.recompute: .returnRecomputed, .stick: .stuck],
        .returnRecomputed: [.refundReturn: .returnRefunded, .stick: .stuck],
        .returnRefunded: [.restockReturn: .finished, .stick: .stuck],
        .finished: [.askRefund: .returning],
    ]

    @Test(
        "of all moves from all stages exactly those of the drawing are allowed",
        arguments: OrderStage.allCases, Delivery.allCases)
    func everyMove(stage: OrderStage, delivery: Delivery) throws {
        guard let world = try Self.world(at: stage, delivery: delivery) else { return }
        let id = OrderID(rawValue: 1)
        for move in OrderMove.allCases {
            var copy = world
            var expected = Self.drawn[stage]?[move]
            switch (stage, move, delivery) {
            case (.shared, .ship, .pickedUp), (.shared, .receive, .shipped): expected = nil
            // Without days to return the window is over at receipt.
            case (.received, .askReturn, _): expected = nil
            // What was refused has nothing to give back: `OrderReclaimTests`.
            case (.finished, .askRefund, _): continue
            default: break
            }
            // Long enough for whoever did not pay, too short for who does not say what came.
            if move == .expire { copy.now = copy.now.advanced(by: 900_000_000) }
            let isAllowed = try Self.take(move, id, &copy)
            #expect(isAllowed == (expected != nil), "\(stage) \(move) \(delivery)")
            guard let expected else {
                #expect(copy.book == world.book, "a refusal changes nothing")
                continue
            }
            // Goods that need nobody's hands are received in the same breath.
            let isReceived = expected == .shared && delivery == .virtual
            let found = copy.stage(1) ?? .finished
            #expect(found == (isReceived ? .received : expected), "\(stage) \(move)")
            #expect(try copy.rebuilt() == copy.book)
        }
    }

    @Test("a refusal names the state and what is allowed")
    func sentence() throws {
        let world = try #require(try Self.world(at: .shared, delivery: .shipped))
        let refusal = world.refusal(.deliver(OrderID(rawValue: 1)))
        #expect(
            refusal
                == .wrongState(OrderID(rawValue: 1), .shared, .deliver, allowed: [.cancel, .ship]))
        #expect(refusal?.kind == .failedPrecondition)
        #expect(
            refusal?.sentence
                == "order 1 is shared, which does not allow deliver; allowed: cancel, ship")
    }

    @Test(
        "where nobody can do anything the sentence says so, and names no move of a service",
        arguments: OrderStage.allCases)
    func remedy(stage: OrderStage) throws {
        guard stage != .finished,
            let world = try Self.world(at: stage, delivery: .shipped)
        else { return }
        let asked = try #require(world.book.orders[OrderID(rawValue: 1)]).moves
            .filter(\.isAskedFor)
        let move: OrderMove = stage == .shared ? .deliver : .ship
        let sentence = world.refusal(try Self.command(move, OrderID(rawValue: 1), world))?.sentence
        let expected =
            asked.isEmpty
            ? "it goes on by itself: ask again after that"
            : "allowed: " + asked.map(\.rawValue).joined(separator: ", ")
        #expect(
            sentence
                == "order 1 is \(stage.rawValue), which does not allow \(move.rawValue); "
                + expected)
        let byThemselves: Set<OrderStage> = [
            .placed, .holdingParts, .paid, .held, .committed, .due, .settled, .cancelled,
            .refunding, .unshared, .refunded, .returnApproved, .returnRecomputed,
            .returnRefunded,
        ]
        #expect(asked.isEmpty == byThemselves.contains(stage))
    }

    /// Order 1 at `stage`. Nil if an order of this delivery never gets there.
    private static func world(at stage: OrderStage, delivery: Delivery) throws -> OrderWorld? {
        var world = OrderWorld()
        let id = try world.place()
        switch stage {
        case .placed: return world
        case .stuck:
            try advance(id, &world, to: .committed, delivery)
            try world.run(.stick(id, .share, OrderWorld.refusal))
        case .cancelled:
            try advance(id, &world, to: .created, delivery)
            try world.run(.cancel(id, reason: "changed my mind"))
        case .refunding, .unshared, .refunded:
            try advance(id, &world, to: .shared, delivery)
            guard world.stage(1) == .shared else { return nil }
            try world.run(.cancel(id, reason: "changed my mind"))
            while world.stage(1) != stage, let step = try world.answer(id) { try world.run(step) }
        case .holdingParts:
            try advance(id, &world, to: .created, delivery)
            try world.run(try command(.askParts, id, world))
        case .returning, .returnApproved, .returnRecomputed, .returnRefunded:
            try advance(id, &world, to: .received, delivery, returnDays: 7)
            guard world.stage(1) == .received else { return nil }
            try world.run(command(.askReturn, id, world))
            guard stage != .returning else { return world }
            try world.run(.approveReturn(id, number: 1))
            while world.stage(1) != stage, let step = try world.answer(id) { try world.run(step) }
        case .givenUp: return nil  // Of orders that settled: `OrderReclaimTests`.
        case .finished:
            try world.run(.recordRefused(id, OrderWorld.refusal))
        case .created, .paid, .held, .committed, .shared, .shipped, .delivered, .received,
            .due, .settled:
            try advance(id, &world, to: stage, delivery)
            guard world.stage(1) == stage else { return nil }
        }
        return world
    }

    /// Goes on until the order is at `stage` or can get no further.
    private static func advance(
        _ id: OrderID, _ world: inout OrderWorld, to stage: OrderStage, _ delivery: Delivery,
        returnDays: Int = 0
    ) throws {
        while let now = world.stage(id.rawValue), now != stage {
            if let step = try world.answer(id, delivery: delivery, returnDays: returnDays) {
                try world.run(step)
                continue
            }
            let moves: [OrderMove] = [.pay, .ship, .deliver, .receive, .makeDue, .settle]
            guard let move = moves.first(where: { Self.drawn[now]?[$0] != nil }) else { return }
            let next = move == .ship && delivery == .pickedUp ? OrderMove.receive : move
            if next == .receive {
                try world.run(.receive(id, returnDays: returnDays))
            } else {
                guard try take(next, id, &world) else { return }
            }
        }
    }

    /// Whether `move` is accepted; if so, it has happened.
    private static func take(
        _ move: OrderMove, _ id: OrderID, _ world: inout OrderWorld
    ) throws -> Bool {
        do {
            // Nothing is due elsewhere, and a payment once more is true already: no event.
            return try !world.run(try command(move, id, world)).isEmpty
        } catch is OrderRejection { return false }
    }

    private static func command(
        _ move: OrderMove, _ id: OrderID, _ world: OrderWorld
    ) throws -> OrderCommand {
        let order = world.book.orders[id]
        let delivery = order?.created?.delivery ?? .shipped
        switch move {
        case .reserve:
            return .recordReserved(id, lines: [try OrderWorld.reserved(delivery: delivery)])
        case .refuse: return .recordRefused(id, OrderWorld.refusal)
        case .pay:
            let payment = Payment(
                provider: "sandbox", id: "another", amount: order?.created?.toPay ?? .zero)
            return .pay(id, payment, OrderWorld.rates)
        case .askParts:
            return .parts(id, .ask(.ofMember(PaymentSources(wallet: Money(fen: 1))), .none))
        case .holdParts: return .parts(id, .recordHeld)
        case .refuseParts: return .parts(id, .recordRefused(OrderWorld.refusal))
        case .returnParts: return .parts(id, .recordReturned(number: 1, back: .zero))
        case .hold: return .recordHeld(id)
        case .commit: return .recordCommitted(id)
        case .share:
            let budget = order?.created?.waterfall.commission ?? .zero
            return .recordShared(id, rewards: [], unallocated: budget, returnDays: 0)
        case .ship: return .ship(id)
        case .deliver: return .deliver(id)
        case .receive: return .receive(id, returnDays: 0)
        case .makeDue: return .makeDue(atMost: 1)
        case .settle, .skip:
            let number = order?.due?.number ?? 1
            let answer = SettlementAnswer(
                order: id, number: number, outcome: move == .skip ? .skipped : .granted)
            return .recordSettled(firstNumber: number, [answer])
        case .confirm: return .recordConfirmed(firstNumber: order?.due?.firstNumber ?? 1)
        case .cancel: return .cancel(id, reason: "changed my mind")
        case .release: return .recordReleased(id)
        case .stick: return .stick(id, order?.nextStep ?? .hold, OrderWorld.refusal)
        case .retry: return .retry(id)
        case .expire: return .passTime(atMost: 1, returnDays: 0)
        case .giveBack: return .giveBack(id, reason: "the goods are gone")
        case .unshare: return .recordUnshared(id)
        case .refund: return .recordRefunded(id, number: 1, back: .zero)
        case .restock: return .recordRestocked(id)
        case .askReturn:
            return .askReturn(id, [ReturnLine(line: 1, quantity: 1)], reason: "too small")
        case .askRefund: return .askReturn(id, [], reason: "broken")
        case .rejectReturn: return .rejectReturn(id, number: 1, reason: "worn")
        case .approveReturn: return .approveReturn(id, number: 1)
        case .recompute:
            return .recordRecomputed(id, rewards: [], unallocated: .zero)
        case .refundReturn:
            let paid = order?.paid?.payment.amount ?? .zero
            return .recordReturnRefunded(id, number: 1, back: PaymentSources(provider: paid))
        case .restockReturn: return .recordReturnRestocked(id)
        case .restore:
            return .recordReturnGivenUp(id, rewards: [], unallocated: .zero)
        }
    }
}
