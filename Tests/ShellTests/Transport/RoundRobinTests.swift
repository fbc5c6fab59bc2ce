import Testing

@testable import Transport

@Suite("The choice of an address")
struct RoundRobinTests {
    /// The same in the plainest words: a list of addresses that was turned after each pick.
    private struct Model {
        var order: [Int]
        var standings: [RoundRobin.Standing]

        mutating func pick(_ hasRoom: [Bool]) -> RoundRobin.Pick {
            guard
                let place = order.firstIndex(where: { standings[$0] == .ready && hasRoom[$0] })
            else { return standings.allSatisfy { $0 == .failing } ? .fail : .wait }
            let address = order[place]
            order = Array(order[(place + 1)...] + order[...place])
            return .address(address)
        }
    }

    @Test("agrees with a list that is turned", arguments: 0..<200 as Range<UInt64>)
    func model(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...9, using: &random)
        var robin = RoundRobin(addresses: count)
        var model = Model(
            order: Array(0..<count),
            standings: [RoundRobin.Standing](repeating: .pending, count: count))
        let all: [RoundRobin.Standing] = [.ready, .ready, .pending, .failing]
        for _ in 0..<1_000 {
            if Int.random(in: 0..<3, using: &random) == 0 {
                let address = Int.random(in: 0..<count, using: &random)
                let standing = all[Int.random(in: 0..<4, using: &random)]
                robin.set(address, standing)
                model.standings[address] = standing
            }
            let hasRoom = (0..<count).map { _ in Int.random(in: 0..<4, using: &random) > 0 }
            #expect(robin.pick { hasRoom[$0] } == model.pick(hasRoom))
            #expect(robin.hasReady == model.standings.contains(.ready))
            #expect(
                robin.outlook
                    == (model.standings.allSatisfy { $0 == .failing } ? .fail : .wait))
        }
    }

    @Test("is even among those that are ready, whatever stands between them")
    func even() {
        var robin = RoundRobin(addresses: 5)
        for address in [0, 1, 4] { robin.set(address, .ready) }
        robin.set(3, .failing)
        var picks = [Int](repeating: 0, count: 5)
        for _ in 0..<300 {
            guard case .address(let address) = robin.pick(hasRoom: { _ in true }) else { continue }
            picks[address] += 1
        }
        #expect(picks == [100, 100, 0, 0, 100])
    }

    @Test("asks for room of nobody who is not ready")
    func asks() {
        var robin = RoundRobin(addresses: 3)
        robin.set(1, .ready)
        var asked: [Int] = []
        let pick = robin.pick { address in
            asked.append(address)
            return false
        }
        #expect(pick == .wait && asked == [1])
    }
}
