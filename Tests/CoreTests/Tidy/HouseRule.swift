import Testing

/// A rule that every change must keep, as a pure function over the text of the tree.
struct HouseRule: Sendable, CustomTestStringConvertible {
    /// The rule in words, such as "A line has at most 100 columns".
    let title: String
    let violations: @Sendable ([SourceFile]) -> [Violation]

    var testDescription: String { title }

    init(_ title: String, _ violations: @escaping @Sendable ([SourceFile]) -> [Violation]) {
        self.title = title
        self.violations = violations
    }

    /// A rule that looks at one file at a time.
    init(each title: String, _ violations: @escaping @Sendable (SourceFile) -> [Violation]) {
        self.init(title) { files in files.flatMap(violations) }
    }

    static let all = lengths + imports + words + names + outside
}
