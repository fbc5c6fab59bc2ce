import Testing

@testable import Transport

@Suite("A loop's deadlines")
struct DeadlineWheelTests {
    private static let tick: Int64 = 1 << DeadlineWheel.tickShift

    @Test("pass at the end of their tick, and not before", arguments: [-1, 0, 1] as [Int64])
    func bound(offset: Int64) {
        var wheel = DeadlineWheel()
        let entry = DeadlineEntry()
        let moment = 1_000 * Self.tick
        let tick = wheel.watch(entry, until: moment + offset)
        #expect(tick == (offset > 0 ? 1_001 : 1_000))
        #expect(wheel.takePassed(at: moment - 1).isEmpty)
        #expect(wheel.takePassed(at: moment).count == (offset > 0 ? 0 : 1))
        #expect(wheel.takePassed(at: moment + Self.tick).count == (offset > 0 ? 1 : 0))
        #expect(wheel.count == 0 && wheel.nextTick == nil)
    }

    @Test("are told as a list that is searched would tell", arguments: 0..<40 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var wheel = DeadlineWheel()
        var plain: [(entry: DeadlineEntry, until: Int64)] = []
        var now: Int64 = 5_000 * Self.tick
        #expect(wheel.takePassed(at: now).isEmpty)
        for _ in 0..<1_500 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                // Up to three turns of the wheel ahead.
                let until = now + Int64.random(in: 1...(12_000 * Self.tick), using: &random)
                let entry = DeadlineEntry()
                _ = wheel.watch(entry, until: until)
                plain.append((entry, until))
            case 2:
                guard let index = plain.indices.randomElement(using: &random) else { continue }
                wheel.forget(plain[index].entry)
                wheel.forget(plain[index].entry)
                plain.remove(at: index)
            default:
                now += Int64.random(in: 1...(200 * Self.tick), using: &random)
                let seen = now / Self.tick * Self.tick
                let passed = Set(wheel.takePassed(at: now).map(ObjectIdentifier.init))
                let expected = plain.filter { $0.until <= seen }.map { ObjectIdentifier($0.entry) }
                #expect(passed == Set(expected))
                plain.removeAll { $0.until <= seen }
            }
            #expect(wheel.count == plain.count)
            if let next = wheel.nextTick { #expect(next * Self.tick > now) }
        }
    }
}
