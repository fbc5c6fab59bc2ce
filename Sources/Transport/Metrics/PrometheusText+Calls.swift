// What servers and clients tell of their calls in the same words.
extension PrometheusText {
    typealias Labels = [(String, String)]

    /// The two parts of a method's path.
    static func labels(_ path: String) -> Labels {
        let parts = path.split(separator: "/")
        return zip(["grpc_service", "grpc_method"], parts).map { ($0, String($1)) }
    }

    /// How calls ended and how long they took. `prefix` is `grpc_server` or `grpc_client`.
    mutating func addOutcomes(_ prefix: String, _ calls: [(Labels, CallCounts)]) {
        family("\(prefix)_handled_total", .counter, "Calls that ended, by method and status.")
        for (method, counts) in calls {
            for code in StatusCode.allCases where counts.endedByCode[code.rawValue] > 0 {
                sample(
                    "\(prefix)_handled_total", method + [("grpc_code", "\(code)")],
                    counts.endedByCode[code.rawValue])
            }
        }
        let name = "\(prefix)_handling_seconds"
        family(name, .histogram, "Time from a call's header to its outcome, by method.")
        for (method, counts) in calls { addHistogram(name, method, counts) }
    }

    private mutating func addHistogram(_ name: String, _ method: Labels, _ counts: CallCounts) {
        var sum = 0
        for index in counts.endedByLatency.indices {
            let isLast = index == CallCounts.boundsMicroseconds.count
            let bound = isLast ? "+Inf" : Self.seconds(CallCounts.boundsMicroseconds[index])
            sum += counts.endedByLatency[index]
            sample(name + "_bucket", method + [("le", bound)], sum)
        }
        sample(name + "_sum", method, Self.seconds(counts.microseconds))
        sample(name + "_count", method, sum)
    }
}
