import Foundation
import Testing
import Wire

@Suite("Schema")
struct SchemaTests {
    /// The files that come with every protoc, so that `Protos/` need not have them.
    static let carried: Set<String> = ["google/protobuf/any.proto"]

    @Test("the printed schema is the text of Protos, both ways")
    func printed() throws {
        let protos = Golden.repository.appending(path: "Protos").resolvingSymlinksInPath()
        let names = try FileManager.default.subpathsOfDirectory(atPath: protos.path())
            .filter { $0.hasSuffix(".proto") }
        #expect(Set(names).union(Self.carried) == Set(Schema.files.map(\.name)))
        for name in names {
            let file = try #require(Schema.file(named: name))
            let text = try String(contentsOf: protos.appending(path: name), encoding: .utf8)
            #expect(bare(text) == bare(file.text), "\(name)")
        }
    }

    @Test("descriptors are those of protoc, byte for byte", arguments: Schema.files.map(\.name))
    func descriptors(name: String) throws {
        let file = try #require(Schema.file(named: name))
        let expected = try #require(Golden.descriptors[name], "run golden.py")
        // protoc keeps options that say where other languages put the generated code.
        guard !Self.carried.contains(name) else {
            #expect(expected.starts(with: file.descriptor.dropLast(8)))
            return
        }
        #expect(file.descriptor == expected)
    }

    @Test("no two files declare the same name, and each is found by its names")
    func unique() {
        let symbols = Schema.files.flatMap(\.symbols)
        #expect(Set(symbols).count == symbols.count)
        for file in Schema.files {
            #expect(Schema.file(named: file.name)?.name == file.name)
            #expect(file.symbols.allSatisfy { Schema.file(declaring: $0)?.name == file.name })
        }
        #expect(
            Schema.file(declaring: "tidemark.order.v1.Orders.Place")?.name == "tidemark/order.proto"
        )
        #expect(Schema.file(declaring: "tidemark.order.v1") == nil)
        #expect(Schema.file(named: "order.proto") == nil)
    }

    @Test("a file is sent with all that it imports, imports first")
    func closure() throws {
        let order = try #require(Schema.file(named: "tidemark/order.proto"))
        #expect(
            Schema.closure(of: order).map(\.name) == [
                "tidemark/catalog.proto", "tidemark/quote.proto", "tidemark/referral.proto",
                "tidemark/pool.proto", "tidemark/refunds.proto", "tidemark/returns.proto",
                "tidemark/order.proto",
            ])
        for file in Schema.files {
            let names = Schema.closure(of: file).map(\.name)
            #expect(names.last == file.name)
            #expect(Set(names).count == names.count)
        }
    }

    @Test("tables are in field order, and a message has at most one oneof, of optional fields")
    func tables() {
        for message in Schema.files.flatMap(\.messages) {
            let numbers = message.fields.map(\.number)
            #expect(numbers == numbers.sorted(), "\(message.name)")
            #expect(Set(numbers).count == numbers.count, "\(message.name)")
            #expect(Set(message.fields.compactMap(\.oneof)).count <= 1, "\(message.name)")
        }
    }

    @Test("both reflection protocols have one shape under two names")
    func alpha() throws {
        let name = "grpc.reflection.v1alpha.ServerReflection"
        let service = try #require(Schema.file(declaring: name)?.services.first)
        #expect(service.name == name)
        #expect(service.methods.map(\.path) == ["/\(name)/ServerReflectionInfo"])
        #expect(
            service.methods.map(\.input) == ["grpc.reflection.v1alpha.ServerReflectionRequest"])
    }

    /// Words without comments; protobuf's text means the same on one line as on many.
    private func bare(_ text: String) -> [Substring] {
        text.split(separator: "\n")
            .map { $0.prefix(upTo: $0.firstRange(of: "//")?.lowerBound ?? $0.endIndex) }
            .flatMap { $0.split(separator: " ") }
    }
}
