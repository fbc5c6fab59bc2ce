import Glibc
import Synchronization

/// The one place that starts processes.
enum Spawn {
    struct Started: Sendable {
        var identifier: pid_t
        /// Ours of the pipe that is the process's standard input.
        var input: Int32
        /// Ours of the pipe that is its standard output.
        var output: Int32
    }

    /// Starts a process whose standard error is added to the file `log`. It inherits nothing else,
    /// and no signal mask, so that Ctrl-C and SIGTERM do to it what they do anywhere.
    static func start(
        _ executable: String, _ arguments: [String], log: String
    ) throws -> Started {
        // One at a time: a pipe made here is for a moment one that a child would inherit.
        try turn.withLock { _ in try spawn(executable, arguments, log: log) }
    }

    private static let turn = Mutex(())

    /// More than the tests have open at any time; to close what is not open does no harm.
    private static let descriptorsMax: Int32 = 1_024

    private static func spawn(
        _ executable: String, _ arguments: [String], log: String
    ) throws -> Started {
        let input = try pipe()
        let output = try pipe()
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
            close(input.read)
            close(output.write)
        }
        unsafe posix_spawn_file_actions_adddup2(&actions, input.read, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_addopen(
            &actions, STDERR_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // The tests of this process have servers; a child that held a copy of a listening socket
        // would keep its port in use.
        for descriptor in (STDERR_FILENO + 1)..<descriptorsMax {
            unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var words = unsafe ([executable] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var identifier: pid_t = 0
        let failure = unsafe posix_spawn(
            &identifier, executable, &actions, &attributes, &words, environ)
        guard failure == 0 else {
            close(input.write)
            close(output.read)
            throw Unexpected("\(executable) cannot be started: error \(failure)")
        }
        return Started(identifier: identifier, input: input.write, output: output.read)
    }

    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard unsafe Glibc.pipe(&ends) == 0 else {
            throw Unexpected("no pipe: error \(errno)")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
