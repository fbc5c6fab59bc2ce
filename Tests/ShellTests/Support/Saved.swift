import Foundation
import Testing

@testable import Services

/// States that are written and read back, in whatever form.
enum Saved {
    static func again<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
    }

    static func expectSame(
        _ one: PoolBook, _ other: PoolBook, _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(one.name == other.name, sourceLocation: location)
        #expect(one.platform == other.platform, sourceLocation: location)
        #expect(one.books == other.books, sourceLocation: location)
        #expect(one.versions == other.versions, sourceLocation: location)
        #expect(one.sequence == other.sequence, sourceLocation: location)
        #expect(one.digest.number == other.digest.number, sourceLocation: location)
        #expect(one.digest.last == other.digest.last, sourceLocation: location)
        #expect(one.digest.sequence == other.digest.sequence, sourceLocation: location)
    }
}
