import Foundation
import Testing
import Wire

/// What protoc makes of the files in `Protos/`; `Tests/Fixtures/wire/golden.py` writes it down.
struct Golden: Decodable, Sendable, CustomTestStringConvertible {
    /// The message's full name.
    var message: String
    /// In protobuf's text format.
    var text: String
    /// As protoc encodes the text.
    var hex: String
    /// As protobuf for Python prints it, every field; nil where that needs types unknown here.
    var json: String?

    var bytes: [UInt8] { Self.bytes(hex: hex) }

    var testDescription: String { "\(message), \(hex.count / 2) bytes" }

    /// Every message of `Protos/`, each with two cases or more.
    static let all: [Golden] = read("golden.json")

    /// One case of every message.
    static let one: [Golden] = {
        var seen: Set<String> = []
        return all.filter { seen.insert($0.message).inserted }
    }()

    struct Descriptor: Decodable {
        var file: String
        var hex: String
    }

    /// The FileDescriptorProto of every file, imports included, by the file's name.
    static let descriptors: [String: [UInt8]] = Dictionary(
        uniqueKeysWithValues: read("descriptors.json", of: Descriptor.self).map {
            ($0.file, bytes(hex: $0.hex))
        })

    private static func read<Row: Decodable>(_ name: String, of: Row.Type = Row.self) -> [Row] {
        let url = repository.appending(path: "Tests/Fixtures/wire/\(name)")
        do {
            return try JSONDecoder().decode([Row].self, from: Data(contentsOf: url))
        } catch {
            preconditionFailure("\(url.path()) cannot be read: \(error); run golden.py")
        }
    }

    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func bytes(hex: String) -> [UInt8] {
        let digits = hex.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
