import Testing

/// A small tree that breaks exactly one house rule.
struct PlantedViolation: Sendable, CustomTestStringConvertible {
    let title: String
    let files: [SourceFile]
    /// Where the rule must find itself broken.
    let path: String
    let line: Int

    var testDescription: String { "\(path):\(line) breaks: \(title)" }

    init(_ title: String, _ files: [(path: String, text: String)], at line: Int) {
        self.title = title
        self.files = files.map { SourceFile(path: $0.path, text: $0.text) }
        path = files.last?.path ?? ""
        self.line = line
    }

    init(_ title: String, _ path: String, _ text: String, at line: Int) {
        self.init(title, [(path, text)], at: line)
    }

    static let all = lengths + imports + words + names + outside

    private static let lengths = [
        PlantedViolation(
            "A line has at most 100 columns", "Sources/Domain/A.swift",
            "// short\n" + String(repeating: "/", count: 101), at: 2),
        PlantedViolation(
            "A file has at most 400 lines", "Protos/a.proto",
            String(repeating: "\n", count: 401), at: 0),
        PlantedViolation(
            "A function has at most 70 lines", "Sources/Domain/A.swift",
            "\n    package static func a(\n" + String(repeating: "        b: Int,\n", count: 30)
                + "    ) throws -> Int {\n" + String(repeating: "        1\n", count: 38)
                + "    }\n",
            at: 2),
        PlantedViolation(
            "A function has at most 70 lines", "Tests/JourneyTests/python/a.py",
            "def a():\n" + String(repeating: "    b()\n", count: 70), at: 1),
        PlantedViolation(
            "A function has at most 70 lines", "deploy/a",
            "#!/usr/bin/env bash\na() {\n" + String(repeating: "  b\n", count: 69) + "}\n", at: 2),
    ]

    private static let imports = [
        PlantedViolation(
            "A file imports only what its room may import", "Sources/Domain/A.swift",
            "\nimport Foundation\n", at: 2),
        PlantedViolation(
            "A file imports only what its room may import", "Sources/Wire/A.swift",
            "package import struct Domain.Money\n", at: 1),
        PlantedViolation(
            "A file imports only what its room may import", "Sources/Transport/A.swift",
            "internal import Journal\n", at: 1),
        PlantedViolation(
            "One file alone imports the C library of its room",
            [
                ("Sources/Transparency/A.swift", "import COpenSSL\n"),
                ("Sources/Transparency/B.swift", "internal import COpenSSL\n"),
            ], at: 0),
        PlantedViolation(
            "Every Swift file belongs to a room", "Sources/Elsewhere/A.swift",
            "enum A {}\n", at: 0),
    ]

    private static let words =
        [
            "let a = try! b()", "let a = b as! C", "fatalError(\"a\")", "assert(a)",
            "assertionFailure()", "public let a = 1", "open class A {}", "internal let a = 1",
            "static let shared = A()", "static var shared = A()", "@available(*, deprecated)",
            "print(a)", "let a: Double = 1", "let a: Float = 1",
            "var a = SystemRandomNumberGenerator()", "getenv(\"A\")", "ProcessInfo.processInfo",
            "Task { a() }", "_ = Task { a() }", "Task.detached { a() }",
        ].map { line in
            PlantedViolation(
                "Banned words stay out of the code", "Sources/Domain/A.swift",
                "enum A {}\n\(line)\n", at: 2)
        }
        + ["Task.sleep(for: a)", "usleep(1)"].map { line in
            PlantedViolation(
                "Banned words stay out of the code", "Tests/ShellTests/A.swift",
                "enum A {}\n\(line)\n", at: 2)
        } + [
            PlantedViolation(
                "A promise to the compiler is listed and gives its reason above",
                "Sources/Domain/A.swift",
                "// A reason, in a file that is not listed.\nextension A: @unchecked Sendable {}\n",
                at: 2),
            PlantedViolation(
                "A promise to the compiler is listed and gives its reason above",
                "Sources/Transport/TLS/TLSContext.swift",
                "// A reason, two lines above.\n\nnonisolated(unsafe) let a = 1\n",
                at: 3),
            PlantedViolation(
                "A note on what is left to do names its owner", "Sources/Domain/A.swift",
                "let a = 1  // TO" + "DO: two\n", at: 1),
            PlantedViolation(
                "A note on what is left to do names its owner", "deploy/a",
                "#!/usr/bin/env bash\n# FIX" + "ME\n", at: 2),
        ]

    private static let names = [
        PlantedViolation(
            "A folder is named after a concern", "Sources/Domain/Utilities/A.swift",
            "enum A {}\n", at: 0),
        PlantedViolation(
            "A Swift file carries the name of its type", "Sources/Domain/A.swift",
            "enum B {}\n// enum A {}\n", at: 0),
        PlantedViolation(
            "A Swift file carries the name of its type", "Sources/Domain/A+B.swift",
            "extension B {}\n", at: 0),
    ]

    private static let outside = [
        PlantedViolation(
            "No file names a place on one machine", "deploy/a",
            "#!/usr/bin/env bash\ncd \"/" + "home/ann\"\n", at: 2),
        PlantedViolation(
            "An address names a host that is on the list", "README.md",
            "See http" + "s://registry.example/a.\n", at: 1),
        PlantedViolation(
            "Every package that is depended on has its reason in the README",
            [
                ("README.md", "| swift-nio | sockets |\n"),
                (
                    "Package.swift",
                    """
                    .package(url: "https://github.com/apple/swift-nio", exact: "2.0.0"),
                    .package(url: "https://github.com/apple/swift-log", exact: "1.0.0"),
                    """
                ),
            ], at: 2),
    ]
}
