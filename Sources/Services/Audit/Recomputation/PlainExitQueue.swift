/// Open lots in the order in which a rising price forces them out: by target ÷ granted, ties by
/// the lower lot. A sorted array: a new lot usually belongs at its end, the next exit is at its
/// beginning, and lots that closed by redemption are passed over when they come up.
struct PlainExitQueue: Sendable {
    struct Place: Sendable {
        var lot: UInt64
        var target: UInt64
        var granted: UInt128
    }

    private var places: [Place] = []
    /// Places before this one are done with.
    private var first = 0

    var isEmpty: Bool { first == places.count }
    var next: Place? { first < places.count ? places[first] : nil }

    /// O(log lots) comparisons and the moving of the lots behind it.
    mutating func insert(_ place: Place) {
        var (low, high) = (first, places.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.isBefore(places[middle], place) { low = middle + 1 } else { high = middle }
        }
        places.insert(place, at: low)
    }

    mutating func removeNext() {
        first += 1
        guard first > 1_024, first * 2 > places.count else { return }
        places.removeFirst(first)
        first = 0
    }

    /// Forgets lots that are closed; called when many are.
    mutating func keep(where isOpen: (UInt64) -> Bool) {
        places = places[first...].filter { isOpen($0.lot) }
        first = 0
    }

    var count: Int { places.count - first }

    /// Every granted amount is multiplied; the order stays.
    mutating func split(by ratio: UInt64) {
        for index in places.indices {
            places[index].granted = Self.scaled(places[index].granted, by: ratio)
        }
    }

    /// Stands still at 2^127, which no lot that can still exit ever reaches.
    static func scaled(_ granted: UInt128, by ratio: UInt64) -> UInt128 {
        let (product, overflow) = granted.multipliedReportingOverflow(by: UInt128(ratio))
        return overflow ? 1 << 127 : min(product, 1 << 127)
    }

    /// target ÷ granted compared crosswise: 128 + 60 bits.
    private static func isBefore(_ one: Place, _ other: Place) -> Bool {
        let left = Wide(other.granted).times(one.target)
        let right = Wide(one.granted).times(other.target)
        return left == right ? one.lot < other.lot : left < right
    }
}
