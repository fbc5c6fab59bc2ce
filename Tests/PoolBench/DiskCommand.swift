import ArgumentParser
import Glibc

/// The disk itself: what a commit can at best cost.
struct DiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disk", abstract: "Write 4 KiB and fdatasync, again and again.")

    @Option(help: "The file that is written; made anew.") var file: String
    @Option(help: "Writes.") var writes = 2_000

    func run() async throws {
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw ValidationError("cannot make \(file)") }
        defer { close(descriptor) }
        let page = [UInt8](repeating: 0x5a, count: 4_096)
        var times: [Int] = []
        for index in 0..<writes {
            let time = Measured.nanoseconds {
                _ = unsafe pwrite(descriptor, page, page.count, off_t(index * page.count))
                _ = fdatasync(descriptor)
            }
            times.append(time)
        }
        let found = Measured.percentiles(times)
        Measured.say([
            "writes": writes, "p50_us": found.p50, "p99_us": found.p99,
            "longest_us": found.longest,
        ])
    }
}
