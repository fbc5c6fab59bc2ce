/// A message in the saved state of a service is coded as its canonical bytes.
extension Message where Self: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(decoding: try [UInt8](from: decoder), unknown: .refuse)
    }

    package func encode(to encoder: any Encoder) throws { try encoded().encode(to: encoder) }
}

extension Platform: Codable {}

extension PlanVersion: Codable {}
