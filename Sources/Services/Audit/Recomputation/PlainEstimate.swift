/// How many orders it still takes until the price reaches a target if nobody redeems (pool.md §8).
///
/// The pool solves its formula for the number; here numbers are tried. Orders of the average
/// contribution c raise the price from p to p · ((P + N · c) ÷ P)^((1 − g)(1 − θ)), so the number
/// is the smallest of two digits that takes it to the target.
///
/// The pool reckons in fixed point, and rounds up to whole fen and then to more than so many
/// orders. Where the number lies nearer to a step than that can tell, the next one is right too.
struct PlainEstimate: Equatable, Sendable {
    /// What the orders start from.
    struct Basis: Sendable {
        var figures: PlainPool.Figures
        /// Granted in the series, and what they brought into the reserve, in fen.
        var orders: UInt64
        var contribution: UInt64
        /// (10,000 − grant) × (10,000 − legacy release), both in basis points.
        var kept: UInt64
    }

    /// The price `fen` ÷ (`units` × `scale`), in fen and micro-points.
    struct Target: Sendable {
        var fen: UInt128
        var units: UInt128
        var scale: UInt64
    }

    /// Steps of two digits: 0 is none needed, then 1 to 99, 100 to 990, …, 10^18, and never.
    private static let lastNumber = 1_540
    private static let never = lastNumber + 1
    /// The reserve never grows by so many doublings: from 1 fen it would pass every bound.
    private static let doublingsMax: Int128 = 57
    /// Beyond so many the pool no longer subtracts the reserve that is there already.
    private static let doublingsExactMax: Int128 = 17
    /// Four logarithms of the pool, each off by less than 2^-48, and a power.
    private static let error: Int128 = 1 << 17
    /// (1 − g)(1 − θ) in units of `kept`.
    private static let whole: Int128 = 100_000_000

    /// The first and the last step that are right.
    private let steps: ClosedRange<Int>

    /// Nil `target`: the lot is not forced out, or is not open. 22 logarithms.
    init(_ target: Target?, from now: Basis) {
        guard let target, now.orders > 0, now.contribution > 0, now.figures.supply > 0,
            now.figures.reserve > 0, target.units > 0, target.scale > 0
        else {
            steps = Self.never...Self.never
            return
        }
        // T ≤ P ÷ S, crosswise: 127 + 64 + 64 bits at most.
        let needed = Wide(target.fen).times(now.figures.supply)
        let there = Wide(target.units).times(now.figures.reserve).times(target.scale)
        guard needed > there else {
            steps = 0...0
            return
        }
        guard now.kept > 0 else {
            steps = Self.never...Self.never
            return
        }
        let growth =
            PlainLogarithm.of(target.fen) + PlainLogarithm.of(UInt128(now.figures.supply))
            - PlainLogarithm.of(target.units) - PlainLogarithm.of(UInt128(target.scale))
            - PlainLogarithm.of(UInt128(now.figures.reserve))
        let first = Self.first(reaching: growth - Self.error, from: now, isLate: false)
        let last = Self.first(reaching: growth + Self.error, from: now, isLate: true)
        steps = first...max(first, last)
    }

    /// The smallest step whose orders let the price grow by `growth`, a logarithm. The late one is
    /// the last that rounding up can lead to: one fen less is reckoned as brought in, and the
    /// reserve that is there counts for nothing where it no longer shows.
    private static func first(
        reaching growth: Int128, from now: Basis, isLate: Bool
    ) -> Int {
        func isBeyond(_ doublings: Int128) -> Bool {
            growth * whole >= doublings * PlainLogarithm.two * Int128(now.kept)
        }
        guard !isBeyond(doublingsMax) else { return never }
        let (orders, start) = (UInt128(now.orders), UInt128(now.figures.reserve))
        let before = PlainLogarithm.of(orders * start)
        let less = isLate ? orders + (isBeyond(doublingsExactMax) ? orders * start : 0) : 0
        func reaches(_ step: Int) -> Bool {
            // 60 + 64 bits, and the reserve.
            let after = number(step) * UInt128(now.contribution) + orders * start
            guard after > less else { return false }
            let grown = (PlainLogarithm.of(after - less) - before) * Int128(now.kept)
            return isLate ? grown > growth * whole : grown >= growth * whole
        }
        var (low, high) = (1, never)
        while low < high {
            let middle = (low + high) / 2
            if reaches(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func number(_ step: Int) -> UInt128 {
        guard step > 99 else { return UInt128(step) }
        let (tens, digits) = (step - 100).quotientAndRemainder(dividingBy: 90)
        return (0...tens).reduce(UInt128(digits + 10)) { number, _ in number * 10 }
    }

    /// As the pool writes it: empty for never.
    private static func text(_ step: Int) -> String {
        step == never ? "" : "\(number(step))"
    }

    func agrees(with served: String) -> Bool {
        steps.contains { Self.text($0) == served }
    }

    /// As the pool writes it; where rounding leaves a choice, from the first to the last.
    var text: String {
        let (first, last) = (Self.text(steps.lowerBound), Self.text(steps.upperBound))
        guard first != last else { return first }
        return "\(first) to \(last.isEmpty ? "never" : last)"
    }
}
