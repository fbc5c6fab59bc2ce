import Glibc

/// Where people and scripts read what a command says: results on standard output, everything
/// else on standard error.
struct Terminal: Sendable {
    static let output = Terminal(descriptor: STDOUT_FILENO)
    static let error = Terminal(descriptor: STDERR_FILENO)

    /// Columns that everything printed fits in.
    static let columns = 100

    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    /// Whether someone looks at it, rather than a file or another program.
    var isInteractive: Bool { isatty(descriptor) == 1 }

    /// Writes a line. A reader who has gone away is no reason to stop what is being done, so a
    /// write that fails ends nothing.
    func line(_ text: String = "") { write(text + "\n") }

    func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
