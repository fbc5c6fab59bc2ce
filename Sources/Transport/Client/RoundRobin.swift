/// Which of several addresses the next call goes to: those that take calls, in turn.
struct RoundRobin: Equatable {
    /// What an address is worth to a call that needs one now.
    enum Standing: Equatable {
        case ready
        /// Nobody knows yet: no connection was tried, or it is being made.
        case pending
        /// It is known to take no calls for now.
        case failing
    }

    enum Pick: Equatable {
        case address(Int)
        /// An address may take the call later.
        case wait
        /// Every address is failing.
        case fail
    }

    private(set) var standings: [Standing]
    private var next = 0

    init(addresses: Int) {
        precondition(addresses > 0, "a client has an address")
        standings = [Standing](repeating: .pending, count: addresses)
    }

    var hasReady: Bool { standings.contains(.ready) }

    mutating func set(_ address: Int, _ standing: Standing) { standings[address] = standing }

    /// Asks `hasRoom` of ready addresses alone, from the one after the last that was picked.
    /// O(addresses).
    mutating func pick(hasRoom: (Int) -> Bool) -> Pick {
        var isFailing = true
        for offset in 0..<standings.count {
            let sum = next + offset
            let address = sum < standings.count ? sum : sum - standings.count
            switch standings[address] {
            case .ready:
                isFailing = false
                guard hasRoom(address) else { continue }
                next = address + 1 == standings.count ? 0 : address + 1
                return .address(address)
            case .pending: isFailing = false
            case .failing: break
            }
        }
        return isFailing ? .fail : .wait
    }

    /// The pick of a call that may not overtake others.
    var outlook: Pick {
        standings.contains { $0 != .failing } ? .wait : .fail
    }
}
