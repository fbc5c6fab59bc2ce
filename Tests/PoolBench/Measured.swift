import Glibc

/// What the bench reads of a measurement: a line of JSON with numbers only.
enum Measured {
    static func say(_ figures: KeyValuePairs<String, Int>) {
        let text = figures.map { "\"\($0)\":\($1)" }.joined(separator: ",")
        let bytes = Array("{\(text)}\n".utf8)
        // Whoever started this may have left; then nobody needs the line.
        _ = unsafe bytes.withUnsafeBytes { unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }

    static func nanoseconds<E: Error>(_ body: () throws(E) -> Void) throws(E) -> Int {
        let clock = ContinuousClock()
        let start = clock.now
        try body()
        return nanoseconds(since: start)
    }

    static func nanoseconds(since start: ContinuousClock.Instant) -> Int {
        let (seconds, attoseconds) = start.duration(to: .now).components
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }

    /// CPU time of this thread: other programs lengthen it less than the time on the wall.
    static func threadNanoseconds<E: Error>(_ body: () throws(E) -> Void) throws(E) -> Int {
        let start = cpuTime(CLOCK_THREAD_CPUTIME_ID)
        try body()
        return cpuTime(CLOCK_THREAD_CPUTIME_ID) - start
    }

    static func cpuTime(_ clock: clockid_t) -> Int {
        var time = timespec()
        guard unsafe clock_gettime(clock, &time) == 0 else { return 0 }
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    static func perSecond(_ count: Int, _ nanoseconds: Int) -> Int {
        Int(Double(count) * 1e9 / Double(max(nanoseconds, 1)))
    }

    /// Resident memory of this process in KiB.
    static func residentKiB() -> Int {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard unsafe fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let text = String(
            decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE))) / 1_024
    }

    /// p50, p99, p99.9 and the longest, in microseconds.
    static func percentiles(_ nanoseconds: [Int]) -> (p50: Int, p99: Int, p999: Int, longest: Int) {
        let ordered = nanoseconds.sorted()
        func at(_ permille: Int) -> Int {
            guard let last = ordered.last else { return 0 }
            return
                (ordered.indices.contains(ordered.count * permille / 1_000)
                ? ordered[ordered.count * permille / 1_000] : last) / 1_000
        }
        return (at(500), at(990), at(999), at(1_000))
    }
}
