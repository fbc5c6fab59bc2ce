import Foundation
import Testing

@testable import Services

@Suite("Times in explanations")
struct ShanghaiTimeTests {
    @Test("are those of Shanghai, as Foundation's calendar has them", arguments: 0..<200)
    func calendar(seed: Int64) {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 8 * 3_600)
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
        // Strides of 47 years and some, so that leap days, centuries and year ends are met.
        let seconds = (seed * 1_483_228_799) % 253_402_243_200
        let date = Date(timeIntervalSince1970: TimeInterval(seconds))
        #expect(
            ShanghaiTime.text(microseconds: seconds * 1_000_000) == formatter.string(from: date))
    }

    @Test(
        "beyond the calendar are numbers",
        arguments: [
            (0, "1970-01-01 08:00:00"), (-1, "-1 µs"),
            (253_402_271_999_999_999, "9999-12-31 23:59:59"),
            (253_402_272_000_000_000, "253402272000000000 µs"),
            (Int64.max, "9223372036854775807 µs"), (Int64.min, "-9223372036854775808 µs"),
        ] as [(Int64, String)])
    func bounds(microseconds: Int64, text: String) {
        #expect(ShanghaiTime.text(microseconds: microseconds) == text)
    }
}
