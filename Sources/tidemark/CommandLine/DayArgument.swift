import ArgumentParser
import Domain

/// A day in Shanghai on the command line, such as `2026-12-01`: its first moment.
struct DayArgument: ExpressibleByArgument, Equatable, Sendable {
    var microseconds: Int64

    init?(argument: String) {
        guard let day = ShanghaiDay(argument) else { return nil }
        microseconds = day.start.microseconds
    }
}
