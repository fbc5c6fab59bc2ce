extension HouseRule {
    /// What the files of a folder may import; the longest matching folder counts. Domain and
    /// Wire need nothing, and only the outermost room reads files and the environment at ease.
    private static let importsAllowed: [String: Set<String>] = [
        "Sources/Domain": [],
        "Sources/Wire": [],
        "Sources/Transparency": ["COpenSSL"],
        "Sources/Transport": standard.union([
            "CNGHTTP2", "COpenSSL", "CZlib", "Logging", "NIOCore", "NIOPosix", "Wire",
        ]),
        "Sources/Journal": standard.union([
            "GRDB", "GRDBSQLite", "Transparency", "Wire",
        ]),
        "Sources/Services": standard.union([
            "Domain", "Journal", "Logging", "Transparency", "Transport", "Wire",
        ]),
        "Sources/tidemark": standard.union([
            "ArgumentParser", "Domain", "Foundation", "Journal", "Logging", "ServiceLifecycle",
            "Services", "Transparency", "Transport", "UnixSignals", "Wire",
        ]),
        "Tests/TransportPeer": standard.union([
            "ArgumentParser", "Logging", "Transport", "UnixSignals", "Wire",
        ]),
        "Tests/PoolBench": standard.union([
            "ArgumentParser", "Domain", "Journal", "Services", "Transport", "Wire",
        ]),
        "Tests/CoreTests": ["Domain", "Foundation", "Testing", "Transparency", "Wire"],
        "Tests/ShellTests": standard.union([
            "ArgumentParser", "CNGHTTP2", "COpenSSL", "Domain", "Foundation", "FoundationXML",
            "Journal", "Logging",
            "NIOCore", "NIOPosix", "Services", "Testing", "Transparency", "Transport", "Wire",
            "tidemark",
        ]),
        "Tests/Fuzz": standard.union([
            "Foundation", "Logging", "NIOCore", "NIOEmbedded", "Testing", "Transport", "Wire",
        ]),
        // What Tidemark is measured against; none of it is a part of the package.
        "Tests/Bench/Peers": [
            "GRPCCore", "GRPCNIOTransportHTTP2Posix", "NIOPosix", "PackageDescription",
        ],
        "Tests/JourneyTests": standard.union(["Foundation", "Testing", "Transparency", "Wire"]),
    ]

    /// Comes with the toolchain: locks and atomics, queues, system calls.
    private static let standard: Set<String> = ["Dispatch", "Glibc", "Synchronization"]

    /// Files that alone may import a module of their room.
    private static let soleImporters = [
        ("Sources/Transparency", "COpenSSL"), ("Sources/Journal", "GRDBSQLite"),
        ("Sources/Transport", "CZlib"),
    ]

    static let imports = [
        HouseRule(each: "A file imports only what its room may import") { file in
            guard file.isSwift, let room = room(of: file.path) else { return [] }
            let allowed = importsAllowed[room] ?? []
            return imports(of: file).compactMap { line, module in
                guard !allowed.contains(module) else { return nil }
                return Violation(
                    path: file.path, line: line,
                    remedy: "\(room) may not import \(module); move the work to a room that may")
            }
        },
        HouseRule("One file alone imports the C library of its room") { files in
            soleImporters.flatMap { room, module in
                let importers = files.filter { file in
                    file.isSwift && file.path.hasPrefix(room + "/")
                        && imports(of: file).contains { $0.module == module }
                }
                return importers.dropFirst().map { file in
                    Violation(
                        path: file.path, line: 0,
                        remedy: "\(module) is imported by \(importers[0].path) alone; use that")
                }
            }
        },
        HouseRule("Every Swift file belongs to a room") { files in
            files.filter { $0.isSwift && $0.path != "Package.swift" && room(of: $0.path) == nil }
                .map { Violation(path: $0.path, line: 0, remedy: "move it into a room") }
        },
    ]

    private static func room(of path: String) -> String? {
        importsAllowed.keys.first { path.hasPrefix($0 + "/") }
    }

    private static func imports(of file: SourceFile) -> [(line: Int, module: String)] {
        file.code.enumerated().compactMap { index, line in
            guard line.contains("import ") else { return nil }
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            guard let keyword = words.firstIndex(of: "import"),
                words[..<keyword].allSatisfy({ beforeImport.contains(String($0)) })
            else { return nil }
            let module = words[(keyword + 1)...].first { !kindsImported.contains(String($0)) }
            return module.map { (index + 1, String($0)) }
        }
    }

    private static let beforeImport: Set<String> = [
        "testable", "preconcurrency", "unsafe", "public", "package", "internal", "fileprivate",
        "private",
    ]

    private static let kindsImported: Set<String> = [
        "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
    ]
}
