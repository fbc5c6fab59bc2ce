/// A number that names one thing of one platform: 1, 2, 3, …, given by the service that owns
/// it. Zero names nothing; a face refuses it before it reaches a rule. Ties compare numbers.
package protocol Identifier:
    RawRepresentable, Codable, Comparable, Hashable, Sendable, CustomStringConvertible
where RawValue == UInt64 {
    init(rawValue: UInt64)
}

extension Identifier {
    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    package var description: String { String(rawValue) }
}

/// Owned by the referral service, or given by an import.
package struct MemberID: Identifier {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// Owned by the order service, in order of placing.
package struct OrderID: Identifier {
    /// Stands in quotes for an order that is not placed: no order ever has this id.
    package static let unplaced = OrderID(rawValue: .max)

    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// Owned by the catalog service.
package struct ProductID: Identifier {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// Owned by the catalog service, in order of opening.
package struct CampaignID: Identifier {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// Owned by the points pool: 1, 2, 3, … without holes in order of grants, across series.
package struct LotID: Identifier {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// A platform of the installation: 1 to 32 of `a`–`z`, `0`–`9` and `-`.
package struct PlatformID: Comparable, Hashable, Sendable, CustomStringConvertible {
    package static let bytesMax = 32

    package let text: String

    /// Nil for any text that is not a platform's name.
    package init?(_ text: String) {
        guard (1...Self.bytesMax).contains(text.utf8.count) else { return nil }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"): continue
            case UInt8(ascii: "-"): continue
            default: return nil
            }
        }
        self.text = text
    }

    package static func < (one: Self, other: Self) -> Bool { one.text < other.text }
    package var description: String { text }
}
