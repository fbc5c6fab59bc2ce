/// Values by numbers that mostly follow one another, such as lots and settled orders: pages of 64
/// numbers, each with a bit for those that are there and their values side by side. A full page
/// costs its values and about 1 byte a number; a page with one number about 100 bytes.
package struct NumberMap<Value: Equatable & Sendable>: Equatable, Sendable {
    fileprivate struct Page: Equatable {
        /// Bit n is set if number n of the page has a value.
        var taken: UInt64 = 0
        /// In the order of their numbers.
        var values: [Value] = []
    }

    /// None is empty.
    private var pages: [UInt64: Page] = [:]
    package private(set) var count = 0

    package init() {}

    /// O(1) to read, at most 63 moves to set or remove.
    package subscript(number: UInt64) -> Value? {
        get {
            guard let page = pages[number / 64], page.taken & Self.bit(of: number) != 0 else {
                return nil
            }
            return page.values[Self.offset(of: number, in: page.taken)]
        }
        set {
            if let newValue { set(number, newValue) } else { remove(number) }
        }
    }

    private mutating func set(_ number: UInt64, _ value: Value) {
        let isNew = Self.set(number, value, in: &pages[number / 64, default: Page()])
        if isNew { count += 1 }
    }

    private static func set(_ number: UInt64, _ value: Value, in page: inout Page) -> Bool {
        let offset = offset(of: number, in: page.taken)
        guard page.taken & bit(of: number) == 0 else {
            page.values[offset] = value
            return false
        }
        page.values.insert(value, at: offset)
        page.taken |= bit(of: number)
        return true
    }

    private mutating func remove(_ number: UInt64) {
        guard let index = pages.index(forKey: number / 64) else { return }
        let taken = pages.values[index].taken
        guard taken & Self.bit(of: number) != 0 else { return }
        count -= 1
        guard taken != Self.bit(of: number) else {
            pages.remove(at: index)
            return
        }
        pages.values[index].values.remove(at: Self.offset(of: number, in: taken))
        pages.values[index].taken = taken & ~Self.bit(of: number)
    }

    /// Every number with its value, in no order. O(count).
    package func forEach(_ body: (UInt64, Value) -> Void) {
        for (key, page) in pages {
            var left = page.taken
            for value in page.values {
                body(key * 64 + UInt64(left.trailingZeroBitCount), value)
                left &= left - 1
            }
        }
    }

    private static func bit(of number: UInt64) -> UInt64 { 1 << (number % 64) }

    /// How many numbers below this one the page has.
    private static func offset(of number: UInt64, in taken: UInt64) -> Int {
        (taken & (bit(of: number) - 1)).nonzeroBitCount
    }
}

extension NumberMap: Codable where Value: Codable {}

extension NumberMap.Page: Codable where Value: Codable {}
