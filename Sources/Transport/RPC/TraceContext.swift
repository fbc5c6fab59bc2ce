//  traceparent:  00-<trace id: 32 hex>-<parent: 16 hex>-<flags: 2 hex>   (W3C Trace Context §3.2)

/// Where a call stands in a distributed trace.
package struct TraceContext: Sendable, Hashable {
    /// Both halves of the trace's id; not both 0.
    package var traceID: (high: UInt64, low: UInt64) { (high, low) }
    private var high: UInt64
    private var low: UInt64
    /// The id of one step of the trace; not 0.
    package private(set) var spanID: UInt64
    package private(set) var flags: UInt8

    /// Begins a trace of its own.
    package init() {
        var random = SystemRandomNumberGenerator()
        high = .random(in: 1 ... .max, using: &random)
        low = .random(in: 0 ... .max, using: &random)
        spanID = .random(in: 1 ... .max, using: &random)
        flags = 0
    }

    /// Nil if the text is not a `traceparent`; ids of zeros alone and version `ff` are none. Of a
    /// version above 00 the part that 00 defines is read, as the standard demands.
    package init?(traceparent text: some Collection<UInt8>) {
        let bytes = Array(text)
        guard bytes.count >= 55, let version = Self.number(bytes[0..<2]), version != 0xff,
            version == 0 ? bytes.count == 55 : bytes.count == 55 || bytes[55] == Self.dash,
            bytes[2] == Self.dash, bytes[35] == Self.dash, bytes[52] == Self.dash,
            let high = Self.number(bytes[3..<19]), let low = Self.number(bytes[19..<35]),
            let span = Self.number(bytes[36..<52]), let flags = Self.number(bytes[53..<55]),
            high | low != 0, span != 0
        else { return nil }
        self.high = high
        self.low = low
        spanID = span
        self.flags = UInt8(flags)
    }

    /// The next step of the same trace.
    package func child() -> TraceContext {
        var random = SystemRandomNumberGenerator()
        var child = self
        child.spanID = .random(in: 1 ... .max, using: &random)
        return child
    }

    package var traceparent: String {
        "00-\(traceText)-\(Self.hex(spanID, digits: 16))-\(Self.hex(UInt64(flags), digits: 2))"
    }

    /// The trace's id as 32 hexadecimal digits.
    package var traceText: String { Self.hex(high, digits: 16) + Self.hex(low, digits: 16) }

    private static let dash = UInt8(ascii: "-")

    private static func hex(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// Lower case only, as the standard has it.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value << 4 | UInt64(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                value = value << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }
}
