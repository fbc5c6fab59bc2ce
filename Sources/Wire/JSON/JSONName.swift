/// How protobuf's JSON names fields.
enum JSONName {
    /// `request_id` gives `requestId`.
    static func camelCase(_ protoName: String) -> String {
        var output = ""
        var startsWord = false
        for scalar in protoName.unicodeScalars {
            if scalar == "_" {
                startsWord = true
            } else {
                output += startsWord ? scalar.properties.uppercaseMapping : String(scalar)
                startsWord = false
            }
        }
        return output
    }
}
