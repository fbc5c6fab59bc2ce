/// One value of JSON text. Numbers are kept as they are written, so that none loses a digit.
enum JSONValue {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case list([JSONValue])
    case object([JSONMember])

    /// The value for an error's sentence: short, whatever was sent.
    var excerpt: String {
        switch self {
        case .null: "null"
        case .bool(let value): String(value)
        case .number(let text): text.count > 40 ? "\(text.prefix(40))…" : text
        case .string(let text): "\"\(text.prefix(40))\(text.count > 40 ? "…" : "")\""
        case .list(let values): "a list of \(values.count)"
        case .object(let members): "an object of \(members.count)"
        }
    }
}

struct JSONMember {
    var name: String
    var value: JSONValue
}
