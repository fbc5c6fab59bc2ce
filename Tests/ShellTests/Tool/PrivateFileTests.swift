import Foundation
import Testing

@testable import tidemark

@Suite("Tool: files with personal data")
struct PrivateFileTests {
    private static func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "tidemark-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try body(folder + "/payout.csv")
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test("a file is its owner's alone, and never replaces another")
    func written() throws {
        try Self.inFolder { path in
            try PrivateFile(creating: path).write(Array("a,b\r\n".utf8))
            #expect(FileManager.default.contents(atPath: path) == Data("a,b\r\n".utf8))
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(throws: Failure.self) { try PrivateFile(creating: path).write([1]) }
            #expect(FileManager.default.contents(atPath: path)?.count == 5)
        }
    }

    @Test("a file that is not written goes away again")
    func unwritten() throws {
        try Self.inFolder { path in
            _ = try PrivateFile(creating: path)
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(throws: Failure.self) { _ = try PrivateFile(creating: path + "/none/x") }
        }
    }
}
