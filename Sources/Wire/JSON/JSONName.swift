/// How protobuf's JSON names fields: `request_id` is `requestId`. Names in `.proto` files are
/// ASCII; letters behind an underscore become capital.
enum JSONName {
    /// Appends the lowerCamelCase of a name of a `.proto` file.
    static func append(_ protoName: String, to output: inout [UInt8]) {
        var startsWord = false
        for byte in protoName.utf8 {
            if byte == UInt8(ascii: "_") {
                startsWord = true
            } else {
                output.append(startsWord ? uppercase(byte) : byte)
                startsWord = false
            }
        }
    }

    /// Whether `given` names the field, in lowerCamelCase or as in the `.proto` file. Bytes are
    /// compared: `String` takes the Kelvin sign for a K.
    static func names(_ given: String, _ protoName: String) -> Bool {
        var rest = given.utf8.makeIterator()
        var startsWord = false
        for byte in protoName.utf8 {
            if byte == UInt8(ascii: "_") {
                startsWord = true
            } else {
                guard rest.next() == (startsWord ? uppercase(byte) : byte) else {
                    return given.utf8.elementsEqual(protoName.utf8)
                }
                startsWord = false
            }
        }
        return rest.next() == nil
    }

    private static func uppercase(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte - 0x20 : byte
    }
}
