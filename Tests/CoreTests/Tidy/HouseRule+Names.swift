extension HouseRule {
    private static let vagueFolders: Set<String> = [
        "Common", "Extensions", "Helpers", "Misc", "Shared", "Utilities", "Utility", "Utils",
    ]

    private static let kinds = [
        "struct", "class", "enum", "actor", "protocol", "extension", "typealias",
    ]

    /// Files that hold a family of small types: the messages of one `.proto`, the identifiers,
    /// the quantities, all that a room asks of one C library.
    private static let namedAfterFamily = [
        "Sources/Domain/Identifiers.swift", "Sources/Domain/Quantities.swift",
        "Tests/TransportPeer/Interop/InteropMessages.swift",
        "Sources/Transparency/OpenSSL.swift", "Sources/Wire/Messages/",
        "Tests/TransportPeer/Interop/InteropMessages.swift",
    ]

    static let names = [
        HouseRule(each: "A folder is named after a concern") { file in
            file.folders.filter(vagueFolders.contains).map { folder in
                Violation(
                    path: file.path, line: 0,
                    remedy: "\(folder) says nothing; name the concern that the code serves")
            }
        },
        HouseRule("A Swift file carries the name of its type") { files in
            let folders = Dictionary(grouping: files.filter(\.isSwift), by: \.folders)
            return folders.filter { !$0.key.isEmpty }.values.flatMap { siblings in
                siblings.filter { !isWellNamed($0, among: siblings) }.map { file in
                    Violation(
                        path: file.path, line: 0,
                        remedy: "name it after the type it holds, Type.swift or Type+Aspect.swift")
                }
            }
        },
    ]

    /// `Type.swift` holds the type; `Type+Aspect.swift` extends it, or serves a type of its folder
    /// or the folder's concern as a whole, as `Catalog/Catalog+Wire.swift` does.
    private static func isWellNamed(_ file: SourceFile, among siblings: [SourceFile]) -> Bool {
        if file.name.hasSuffix(callbacks) || file.name == manifest { return true }
        if namedAfterFamily.contains(where: file.path.hasPrefix) { return true }
        let parts = file.name.dropLast(".swift".count).split(separator: "+")
        guard let type = parts.first, parts.count <= 2 else { return false }
        if declares(type, in: file) { return true }
        return parts.count == 2
            && (file.folders.last == String(type)
                || siblings.contains { declares(type, in: $0) })
    }

    /// Functions that C calls back belong to no type.
    private static let callbacks = "Callbacks.swift"

    /// A package that stands apart, as what Tidemark is measured against, has its own.
    private static let manifest = "Package.swift"

    private static func declares(_ type: Substring, in file: SourceFile) -> Bool {
        file.code.contains { line in
            guard line.contains(type) else { return false }
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            guard let kind = words.firstIndex(where: { kinds.contains(String($0)) }) else {
                return false
            }
            // `extension Server.Connection` may live in Server+Connection or in Connection.
            return words[(kind + 1)...].prefix(3).contains(type)
        }
    }
}
