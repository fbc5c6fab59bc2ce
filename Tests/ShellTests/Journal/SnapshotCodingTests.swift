import Testing

@Suite("The coding of a snapshot")
struct SnapshotCodingTests {
    @Test("refuses floating point, which no rule has")
    func floatingPoint() {
        struct Rate: Codable {
            var rate = 0.5
        }
        struct Later: Codable {
            var rate: Double? = 0.5
        }
        #expect(throws: EncodingError.self) { try Saved.again(Rate()) }
        #expect(throws: EncodingError.self) { try Saved.again(Later()) }
        #expect(throws: EncodingError.self) { try Saved.again([Float(0.5)]) }
    }
}
