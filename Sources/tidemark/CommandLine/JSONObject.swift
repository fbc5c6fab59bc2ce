/// An object of a JSON file, with its place in it for sentences.
struct JSONObject {
    private let members: [String: JSONValue]
    private let place: String

    init(_ value: JSONValue, place: String) throws(Failure) {
        guard case .object(let members) = value else {
            throw Failure(
                .malformedInput, "\(place) is \(value.words); give an object of keys and values")
        }
        self.members = members
        self.place = place
    }

    var keys: [String] { members.keys.sorted() }

    func fault(_ key: String, _ value: JSONValue, _ remedy: String) -> Failure {
        Failure(.malformedInput, "\(place): \"\(key)\" is \(value.words); \(remedy)")
    }

    private func member(_ key: String) throws(Failure) -> JSONValue {
        guard let value = members[key] else {
            throw Failure(.malformedInput, "\(place): \"\(key)\" is missing; add it")
        }
        return value
    }

    func object(_ key: String, place: String) throws(Failure) -> JSONObject {
        try JSONObject(try member(key), place: place)
    }

    func list(_ key: String) throws(Failure) -> [JSONValue] {
        let value = try member(key)
        guard case .array(let values) = value else { throw fault(key, value, "give a list") }
        return values
    }

    func text(_ key: String) throws(Failure) -> String {
        let value = try member(key)
        guard case .text(let text) = value else { throw fault(key, value, "give a text") }
        return text
    }

    func whole(_ key: String, absent: Int64? = nil) throws(Failure) -> Int64 {
        if let absent, members[key] == nil { return absent }
        let value = try member(key)
        guard case .whole(let number) = value else {
            throw fault(key, value, "give a whole number of at most 64 bits")
        }
        return number
    }
}
