import Testing
import Transparency

@testable import Journal
@testable import Services

/// States that are written into a snapshot and read back.
enum Saved {
    static func again<Value: Codable>(_ value: Value) throws -> Value {
        let folder = try TemporaryFolder()
        let file = SnapshotFile(directory: folder.path, journal: demo)
        let head = SnapshotFile.Head(
            journal: demo, sequence: 1, timeMicroseconds: 0, root: .emptyRoot)
        try file.write(head, build: .zero) { try $0.put(value) }
        return try file.read(head, .zero) { try $0.take(Value.self) }
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
