import Glibc

/// The one place that starts processes.
enum Spawn {
    struct Started {
        var identifier: pid_t
        /// Ours of the pipe that is the process's standard input.
        var input: Int32
        /// Ours of the pipe that is its standard output and standard error.
        var output: Int32
    }

    /// The file that this process runs, so that services are always of its own version.
    static func ownExecutable() throws(Failure) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0, count < buffer.count else {
            throw Failure(.failed, "/proc/self/exe cannot be read; is /proc mounted?")
        }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func start(_ executable: String, _ arguments: [String]) throws(Failure) -> Started {
        let input = try pipe()
        let output: (read: Int32, write: Int32)
        do throws(Failure) {
            output = try pipe()
        } catch {
            close(input.read)
            close(input.write)
            throw error
        }
        var identifier: pid_t = 0
        let failure = spawn(
            executable, arguments, input: input.read, output: output.write, &identifier)
        close(input.read)
        close(output.write)
        guard failure == 0 else {
            close(input.write)
            close(output.read)
            throw Failure(.failed, "\(executable) cannot be started: error \(failure)")
        }
        return Started(identifier: identifier, input: input.write, output: output.read)
    }

    /// More than the supervisor has open; to close what is not open does no harm.
    private static let descriptorsMax: Int32 = 1_024

    private static func spawn(
        _ executable: String, _ arguments: [String], input: Int32, output: Int32,
        _ identifier: inout pid_t
    ) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
        // A child that held a copy of a listening socket would keep its port in use.
        for descriptor in (STDERR_FILENO + 1)..<descriptorsMax {
            unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        // Signals that this process catches or blocks are the child's own business.
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
        return unsafe posix_spawn(
            &identifier, executable, &actions, &attributes, &words, environ)
    }

    /// Both ends close when another program is executed, so no child holds another's pipes:
    /// `Supervisor` starts processes one at a time, so none is between the two steps.
    private static func pipe() throws(Failure) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard unsafe Glibc.pipe(&ends) == 0 else {
            throw Failure(.failed, "no pipe can be made: error \(errno); close other programs")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
