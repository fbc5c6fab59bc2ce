/// A figure that must be what an independent model says.
struct FigureCheck: Equatable, Sendable {
    /// Such as `cdnow: reserve`.
    var what: String
    var expected: String
    var found: String

    var holds: Bool { expected == found }

    var line: String { "\(holds ? "✓" : "✗") \(what): \(found)\(difference)" }

    var json: String {
        JSONText.object([
            ("figure", JSONText.quoted(what)), ("expected", JSONText.quoted(expected)),
            ("found", JSONText.quoted(found)), ("equal", "\(holds)"),
        ])
    }

    private var difference: String { holds ? "" : ", expected \(expected)" }
}
