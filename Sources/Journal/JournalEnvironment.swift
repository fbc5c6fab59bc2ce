internal import Glibc
package import Transparency

/// What a journal takes from the world, so that tests can give it another one.
package struct JournalEnvironment: Sendable {
    /// The status with which a process ends whose append failed: `EX_IOERR`. Its supervisor starts
    /// it again, and recovery finds out what was written.
    package static let appendFailedExitStatus: Int32 = 74

    /// Wall time in microseconds since 1970 UTC.
    package var now: @Sendable () -> Int64 = {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    /// Sleeps for some milliseconds; throws when the task is cancelled.
    package var sleep: @Sendable (_ milliseconds: Int) async throws -> Void = { milliseconds in
        try await Task.sleep(for: .milliseconds(milliseconds))
    }

    /// Bytes that this process may still write to the file system of a folder; nil if unknown.
    package var freeBytes: @Sendable (_ directory: String) -> UInt64? = { directory in
        var status = statvfs()
        guard unsafe statvfs(directory, &status) == 0 else { return nil }
        let (bytes, overflow) = UInt64(status.f_bavail)
            .multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return overflow ? .max : bytes
    }

    /// Called once when an append failed; it should end the process with
    /// `appendFailedExitStatus`. Should it return, the journal refuses everything from then on.
    package var onFatal: @Sendable (JournalError) -> Void

    /// Gets a sentence about what went on without: a snapshot that cannot be used or written.
    package var onNotice: @Sendable (String) -> Void = { _ in }

    /// A digest of the program, which reads only snapshots of its own; nil: it has none.
    package var build: @Sendable () -> Digest? = { RunningBuild.digest }

    /// Runs inside the transaction, before its commit; what it throws fails the append. For tests.
    package var beforeCommit: (@Sendable () throws -> Void)?

    package init(onFatal: @escaping @Sendable (JournalError) -> Void) {
        self.onFatal = onFatal
    }
}
