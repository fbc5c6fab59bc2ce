import Testing

/// A file that keeps every rule although a careless search would say otherwise.
struct Lookalike: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let file: SourceFile

    init(_ title: String, _ text: String) {
        testDescription = title
        file = SourceFile(path: "Sources/Domain/A.swift", text: text)
    }

    static let all = [
        Lookalike("a banned word in a comment", "enum A {}  // try! is never written\n"),
        Lookalike(
            "a banned word in a text", "enum A { static let a = \"as! print( public\" }\n"),
        Lookalike(
            "an escape that is none in a raw text",
            "enum A { static let a = #\"\\(fatalError() \"public\" \"# }\n"),
        Lookalike(
            "an import in a text of many lines",
            "enum A {\n    \"\"\"\n    \"public\"\n    import Foundation\n    \"\"\"\n}\n"),
        Lookalike(
            "a comment in a comment",
            "enum A { /* public /* print() */ try! */ static let printed = 1 }\n"),
        Lookalike(
            "a text in an interpolation", "enum A { static let a = \"\\(b(\"public\", c()))\" }\n"),
        Lookalike(
            "requirements without a body", "protocol A {\n    func a() throws\n    func b()\n}\n"),
        Lookalike("a file of 400 lines", String(repeating: "enum A {}\n", count: 400)),
        Lookalike(
            "a function of 70 lines",
            "enum A {\n    func a() {\n" + String(repeating: "        b()\n", count: 68)
                + "    }\n}\n"),
        Lookalike(
            "a line of 100 columns and more bytes",
            "enum A {}\n//" + String(repeating: "积", count: 98) + "\n"),
        Lookalike("a task that is kept", "enum A { static let a = Task { b() } }\n"),
        Lookalike("a note with an owner", "enum A {}\n// TO" + "DO(ann): two\n"),
    ]
}
