import Foundation

/// JSON text as a value, so that whoever reads it can say which key holds what.
enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case whole(Int64)
    /// A number that is no 64-bit integer.
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Refused with what is wrong and where, as well as the parser says it.
    init(parsing bytes: Data) throws(Failure) {
        do {
            self = try JSONDecoder().decode(JSONValue.self, from: bytes)
        } catch {
            throw Failure(.malformedInput, "not JSON: \(Self.fault(in: bytes)); mend the file")
        }
    }

    /// The decoder does not say where it stopped; the older parser does.
    private static func fault(in bytes: Data) -> String {
        do {
            _ = try JSONSerialization.jsonObject(with: bytes, options: [.fragmentsAllowed])
        } catch {
            let words = (error as NSError).userInfo["NSDebugDescription"] as? String
            return (words ?? "\(error)").filter { $0 != "." }
        }
        return "it holds what this reader does not take"
    }

    /// As it would stand in a sentence.
    var words: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .whole(let value): "\(value)"
        case .number(let value): "\(value)"
        case .text(let value): "\"\(value.prefix(40))\""
        case .array(let values): "a list of \(values.count)"
        case .object: "an object"
        }
    }
}

extension JSONValue: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // A failed attempt throws nothing that is of use; the last one's error is the right one.
        if let value = try? container.decode(Int64.self) {
            self = .whole(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let values = try? container.decode([JSONValue].self) {
            self = .array(values)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}
