import ArgumentParser
import Glibc
import Synchronization

/// A file that grows by pages of 4 KiB, each durable before the next.
final class DiskPages: Sendable {
    private static let page = [UInt8](repeating: 0x5a, count: 4_096)
    private let descriptor: Int32
    private let count = Atomic(0)

    /// Makes the file anew.
    init(_ path: String) throws {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw ValidationError("cannot make \(path)") }
    }

    deinit { close(descriptor) }

    /// Nanoseconds of one write with its fdatasync.
    func write() -> Int {
        let place = count.add(1, ordering: .relaxed).oldValue * Self.page.count
        return Measured.nanoseconds {
            _ = unsafe pwrite(descriptor, Self.page, Self.page.count, off_t(place))
            _ = fdatasync(descriptor)
        }
    }
}
