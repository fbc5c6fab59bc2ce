import Foundation
import Testing

@testable import Transport

@Suite("The texts of gRPC's header fields")
struct TextFormTests {
    @Test("base64 is read with and without padding and written without")
    func base64() {
        for count in 0..<100 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count) }
            let padded = Data(bytes).base64EncodedString()
            let bare = padded.replacingOccurrences(of: "=", with: "")
            #expect(BinaryField.text(bytes) == Array(bare.utf8))
            #expect(BinaryField.bytes(Array(bare.utf8)) == bytes)
            #expect(BinaryField.bytes(Array(padded.utf8)) == bytes)
        }
        for wrong in ["A", "AA=", "A===", "AA=A", "A*", "AAAAA", "====", "AB"] {
            #expect(BinaryField.bytes(Array(wrong.utf8)) == nil, "\(wrong)")
        }
    }

    @Test("a message is percent-encoded, and what is not encoded stands for itself")
    func percent() {
        let text = "50% of 库存\r\n\u{7f} ok"
        #expect(PercentText.decode(PercentText.encode(text)) == text)
        #expect(PercentText.encode("a%b") == Array("a%25b".utf8))
        #expect(PercentText.decode(Array("a%2".utf8)) == "a%2")
        #expect(PercentText.decode(Array("%zz%41".utf8)) == "%zzA")
    }

    @Test(
        "a timeout is one to eight digits and a unit",
        arguments: [
            ("1n", 1), ("1u", 1_000), ("20m", 20_000_000), ("3S", 3_000_000_000),
            ("2M", 120_000_000_000), ("1H", 3_600_000_000_000), ("99999999H", .max), ("0S", 0),
            ("", nil), ("S", nil), ("1", nil), ("1s", nil), ("-1S", nil), ("123456789S", nil),
        ] as [(String, Int64?)])
    func timeout(text: String, nanoseconds: Int64?) {
        #expect(TimeoutText.parse(Array(text.utf8)) == nanoseconds)
    }

    @Test("a timeout that is written is never shorter than meant")
    func timeoutWritten() throws {
        for nanoseconds in [0, 1, 99_999_999, 100_000_000, 123_456_789_012, .max - 1] as [Int64] {
            let written = try #require(
                TimeoutText.parse(TimeoutText.format(nanoseconds: nanoseconds)))
            #expect(written >= nanoseconds)
            #expect(written - nanoseconds <= max(1_000, nanoseconds / 1_000))
        }
    }

    @Test("a deadline of any length, even below zero, can be kept")
    func deadlines() {
        for milliseconds in [.min, -1, 0, 1, .max] as [Int] {
            let deadline = Deadline(afterMilliseconds: milliseconds)
            #expect(deadline.remainingMilliseconds >= 0)
            #expect(deadline.remainingMilliseconds <= 365 * 24 * 3_600 * 1_000)
        }
    }
}
