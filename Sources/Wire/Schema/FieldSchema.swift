/// One field of a message, as its table walks it.
package struct FieldSchema: Sendable {
    package enum Kind: Sendable {
        case bool
        case int32
        case int64
        case uint32
        case uint64
        case string
        case bytes
        /// The full name.
        case enumeration(String)
        /// The full name.
        case message(String)
        /// A map, with the message of its entries: key and value.
        case map(entry: MessageSchema)
    }

    package var number: Int
    package var name: String
    package var kind: Kind
    package var isRepeated = false
    /// The `oneof` that the field is in.
    package var oneof: String?
}
