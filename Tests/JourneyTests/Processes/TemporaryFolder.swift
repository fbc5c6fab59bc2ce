import Foundation

/// A folder of a test, removed when the test is over, unless it failed: what it leaves is then
/// there to be looked at.
struct TemporaryFolder: Sendable {
    let path: String

    /// Makes a folder for `body`. An error of `body` comes out with the folder's place.
    static func with<Result>(_ body: (TemporaryFolder) async throws -> Result) async throws
        -> Result
    {
        let base = FileManager.default.temporaryDirectory.path
        let folder = TemporaryFolder(path: "\(base)/tidemark-journey-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: true)
        let result: Result
        do {
            result = try await body(folder)
        } catch {
            throw Unexpected("\(error); see \(folder.path)")
        }
        try FileManager.default.removeItem(atPath: folder.path)
        return result
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    /// What a file holds; nothing if there is none.
    func text(_ name: String) -> String {
        let bytes = FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data()
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Something is not as it must be.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
