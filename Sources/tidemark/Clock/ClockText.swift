import Domain

enum ClockText {
    /// Business time in Asia/Shanghai, and how far it runs ahead.
    static func lines(atUs: Int64, aheadUs: Int64) -> [String] {
        let at = Instant(microseconds: atUs)
        let day = ShanghaiDay(of: at)
        let minutes = (atUs - day.start.microseconds) / 60_000_000
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        let time = [hour, minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        let ahead = aheadUs / 60_000_000
        var sheet = Sheet()
        sheet.add("business time", "\(day) \(time) Asia/Shanghai")
        sheet.add(
            "ahead", "\(ahead / 1_440) days, \(ahead % 1_440 / 60) hours, \(ahead % 60) minutes")
        return sheet.lines
    }
}
