import ArgumentParser
import Domain

/// A day in Asia/Shanghai on the command line, `YYYY-MM-DD`.
struct DayArgument: ExpressibleByArgument, Equatable, Sendable {
    private let day: ShanghaiDay

    init?(argument: String) {
        guard let day = ShanghaiDay(argument) else { return nil }
        self.day = day
    }

    /// Microseconds since 1970 UTC.
    var beginMicroseconds: Int64 { day.start.microseconds }
    var lastMicroseconds: Int64 { day.advanced(by: 1).start.microseconds - 1 }
}
