import Foundation

/// States that are written and read back, in whatever form.
///
/// The copies that follow the events of random lives are saved on the way: what a book forgets
/// then, it has not when a later event needs it.
enum Saved {
    static func again<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
    }
}
