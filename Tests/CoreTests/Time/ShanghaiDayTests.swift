import Testing

@testable import Domain

@Suite("Days in Shanghai")
struct ShanghaiDayTests {
    @Test(
        "a date is read, counted and written back",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("1997-01-01", 9_862),
            ("2000-02-29", 11_016), ("2000-03-01", 11_017), ("2024-12-31", 20_088),
            ("1900-03-01", -25_508), ("9999-12-31", 2_932_896),
        ] as [(String, Int64)])
    func dates(text: String, number: Int64) throws {
        let day = try #require(ShanghaiDay(text))
        #expect(day.number == number)
        #expect(day.description == text)
    }

    @Test(
        "what is no date is not read",
        arguments: [
            "", "1997-1-01", "1997-13-01", "1997-00-01", "1997-02-29", "1900-02-29",
            "1997-04-31", "1997-01-00", "1997/01/01", "1899-12-31", "1997-01-01 ",
            "١٩٩٧-01-01", "-997-01-01",
        ])
    func noDates(text: String) { #expect(ShanghaiDay(text) == nil) }

    @Test("each of 100,000 days is read back as it is written")
    func neighbours() throws {
        let first = try #require(ShanghaiDay("1900-01-01")).number
        let misread = (first..<first + 100_000).first { number in
            ShanghaiDay(ShanghaiDay(number: number).description)?.number != number
        }
        #expect(misread == nil)
    }

    @Test("a day begins at 16:00 UTC of the day before")
    func starts() {
        let day = ShanghaiDay(number: 1)
        #expect(day.start == Instant(microseconds: 57_600_000_000))
        #expect(ShanghaiDay(of: day.start) == day)
        #expect(ShanghaiDay(of: Instant(microseconds: 57_599_999_999)).number == 0)
        #expect(ShanghaiDay(of: Instant(microseconds: -28_800_000_001)).number == -1)
    }

    @Test("times at the ends of 64 bits are read without harm")
    func ends() {
        for microseconds in [Int64.min, .min + 1, .max - 1, .max] {
            let day = ShanghaiDay(of: Instant(microseconds: microseconds))
            _ = day.advanced(by: .max).start
            _ = day.advanced(by: .min).start
            #expect(!day.advanced(by: .max).description.isEmpty)
            #expect(!day.advanced(by: .min).description.isEmpty)
        }
        #expect(Instant.distantFuture.next == .distantFuture)
    }
}
