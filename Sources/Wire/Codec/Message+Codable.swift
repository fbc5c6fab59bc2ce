/// A message in the saved state of a service is coded as its canonical bytes.
extension Message where Self: Codable {
    package init(from decoder: any Decoder) throws {
        let bytes = try decoder.singleValueContainer().decode([UInt8].self)
        try self.init(decoding: bytes, unknown: .refuse)
    }

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(encoded())
    }
}

extension Platform: Codable {}

extension PlanVersion: Codable {}
