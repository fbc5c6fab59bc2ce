/// What a refund before settlement begins with: how much of the way is to be undone.
package enum ReversibleOrder: Hashable, Sendable {
    /// The pool refused the receipt: it holds at most what pays beside the provider, whose money
    /// goes back as money for no order. The stock is only reserved.
    case paid(PaidOrder)
    /// The money is held; the stock is only reserved.
    case held(HeldOrder)
    /// The stock is taken; nobody earns yet.
    case committed(CommittedOrder)
    /// Rewards are pending; the goods are still here.
    case shared(SharedOrder)
    /// The goods are with the member, who keeps them: only money and rewards are undone.
    case handedOver(ReceivedOrder)
    /// A return is stuck: its pieces are back, what is left stays with the member.
    case returning(ReturningOrder)

    package var paid: PaidOrder {
        switch self {
        case .paid(let order): order
        case .held(let order): order.paid
        case .committed(let order): order.held.paid
        case .shared(let order): order.committed.held.paid
        case .handedOver(let order): order.shared.committed.held.paid
        case .returning(let order): order.paid
        }
    }

    package var shared: SharedOrder? {
        switch self {
        case .paid, .held, .committed: nil
        case .shared(let order): order
        case .handedOver(let order): order.shared
        case .returning(let order): order.received.shared
        }
    }

    package var received: ReceivedOrder? {
        switch self {
        case .paid, .held, .committed, .shared: nil
        case .handedOver(let order): order
        case .returning(let order): order.received
        }
    }

    /// Referral has rewards of it that wait.
    var hasRewards: Bool {
        switch self {
        case .paid, .held, .committed: false
        case .shared, .handedOver: true
        case .returning(let order):
            switch order.done {
            case .nothing, .approved: true
            // Where nothing is left referral is done with the order.
            case .rewards, .money: !order.isOfAll
            }
        }
    }

    package var goods: Goods {
        switch self {
        case .paid, .held: .reserved
        case .committed, .shared:
            .taken(
                paid.created.lines.map {
                    ReturnedGoods(product: $0.product, quantity: $0.quantity)
                })
        case .handedOver: .kept
        case .returning(let order): .taken(order.goods)
        }
    }

    /// What the pool still holds of the order.
    package var left: PaymentSources {
        switch self {
        case .paid(let order): order.partSources
        case .held, .committed, .shared: paid.sources
        case .handedOver(let order): paid.sources.minus(order.rest.back)
        case .returning(let order):
            switch order.done {
            case .nothing, .approved, .rewards: paid.sources.minus(order.received.rest.back)
            case .money: paid.sources.minus(order.received.rest.back).minus(order.back)
            }
        }
    }

    /// The number of the refund in request ids: one after that of the last return.
    package var number: Int {
        switch self {
        case .paid, .held, .committed, .shared: 1
        case .handedOver(let order): order.rest.returns + 1
        case .returning(let order): order.request.number + 1
        }
    }

    /// Where the goods of an order are whose money goes back.
    package enum Goods: Hashable, Sendable {
        case reserved
        case taken([ReturnedGoods])
        case kept
    }
}

/// Pieces that go back on the shelf.
package struct ReturnedGoods: Hashable, Sendable {
    package let product: ProductID
    package let quantity: Int64
}

extension ReturningOrder {
    /// The pieces of this return.
    package var goods: [ReturnedGoods] {
        request.lines.map { line in
            ReturnedGoods(
                product: paid.created.lines[line.line - 1].product, quantity: line.quantity)
        }
    }
}
