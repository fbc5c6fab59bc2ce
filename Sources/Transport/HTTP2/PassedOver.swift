/// The streams that a client has passed over by opening a later one, which closes them (RFC 9113
/// §5.1.1). Hardly any client passes over any.
struct PassedOver {
    private var ranges: [ClosedRange<Int32>] = []

    /// Of a client that passes over streams again and again, the latest are known.
    private static let rangesMax = 8

    /// `id` is above `highest`, the latest before it; 0 for none.
    mutating func opened(_ id: Int32, after highest: Int32) {
        // Ids are odd: 1 comes first, and each other is its forerunner's plus 2.
        let step: Int32 = highest == 0 ? 1 : 2
        guard id - highest > step else { return }
        if ranges.count == Self.rangesMax { ranges.removeFirst() }
        ranges.append((highest + step)...(id - 1))
    }

    func contains(_ id: Int32) -> Bool {
        !ranges.isEmpty && ranges.contains { $0.contains(id) }
    }
}
