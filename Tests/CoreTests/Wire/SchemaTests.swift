import Foundation
import Testing
import Wire

@Suite("Schema")
struct SchemaTests {
    static let protos = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Protos").resolvingSymlinksInPath()

    /// Comments, blank lines and indentation aside.
    static func bare(_ text: String) -> [String] {
        text.split(separator: "\n")
            .map { line in
                let code = line.prefix(upTo: line.firstRange(of: "//")?.lowerBound ?? line.endIndex)
                return code.trimmingCharacters(in: .whitespaces)
            }
            .filter { !$0.isEmpty }
    }

    @Test("the printed schema is the text of Protos, both ways")
    func printed() throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: Self.protos.path())
            .filter { $0.hasSuffix(".proto") }
        let ours = Schema.files.filter { $0.name.hasPrefix("tidemark/") }
        #expect(Set(names) == Set(ours.map(\.name)))
        for file in ours {
            let url = Self.protos.appending(path: file.name)
            let text = try String(contentsOf: url, encoding: .utf8)
            #expect(Self.bare(text) == Self.bare(file.text), "\(file.name)")
        }
    }

    @Test("no two files define the same name")
    func unique() {
        let symbols = Schema.files.flatMap(\.symbols)
        #expect(Set(symbols).count == symbols.count)
    }
}
