internal import Dispatch
internal import Glibc
internal import Logging
internal import Synchronization

/// Looks from time to time whether the files of a server's credentials have changed, and makes a
/// new context of them. Reading files may block, so it has a queue of its own.
final class CertificateWatch: Sendable {
    /// What tells one state of a file from another.
    private struct Stamp: Equatable {
        var inode: UInt64
        var size: Int64
        var seconds: Int
        var nanoseconds: Int

        /// Nil if there is no such file.
        init?(_ path: String) {
            var status = stat()
            guard unsafe stat(path, &status) == 0 else { return nil }
            inode = UInt64(status.st_ino)
            size = Int64(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    private struct State {
        var stamps: [Stamp?]
        var isWatching = false
    }

    private let credentials: Credentials
    private let logger: Logger
    private let replace: @Sendable (TLSContext) -> Void
    private let queue = DispatchQueue(label: "tidemark.certificates")
    private let state: Mutex<State>

    /// `replace` gets every new context, on the watch's queue.
    init(
        _ credentials: Credentials, logger: Logger,
        replace: @escaping @Sendable (TLSContext) -> Void
    ) {
        self.credentials = credentials
        self.logger = logger
        self.replace = replace
        state = Mutex(State(stamps: Self.stamps(of: credentials)))
    }

    private static func stamps(of credentials: Credentials) -> [Stamp?] {
        [
            Stamp(credentials.caPath), Stamp(credentials.certificateChainPath),
            Stamp(credentials.privateKeyPath),
        ]
    }

    func start(everyMilliseconds milliseconds: Int) {
        guard milliseconds > 0 else { return }
        state.withLock { $0.isWatching = true }
        schedule(.milliseconds(milliseconds))
    }

    func stop() { state.withLock { $0.isWatching = false } }

    private func schedule(_ interval: DispatchTimeInterval) {
        queue.asyncAfter(deadline: .now() + interval) { [weak self] in
            guard let self, state.withLock({ $0.isWatching }) else { return }
            look()
            schedule(interval)
        }
    }

    /// Takes up changed files. Files that cannot be used leave the old ones in force, and are
    /// tried again when they change again.
    func look() {
        let stamps = Self.stamps(of: credentials)
        let isChanged = state.withLock { state in
            defer { state.stamps = stamps }
            return state.stamps != stamps
        }
        guard isChanged else { return }
        do {
            replace(try TLSContext(.server, credentials))
            logger.notice("new certificates are in force")
        } catch {
            logger.error(
                "changed certificates cannot be used; the old ones stay in force",
                metadata: ["error": "\(error)"])
        }
    }
}
