import Glibc

/// A new file that only its owner reads. One that was never written goes away again.
struct PrivateFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var isWritten = false

    /// Refused: a path that exists or cannot be made.
    init(creating path: String) throws(Failure) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure(
                .usage,
                errno == EEXIST
                    ? "\(path) exists; name a file that does not, so that none is lost"
                    : "\(path) cannot be made; name a place where you may write")
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
        if !isWritten { unsafe unlink(path) }
    }

    /// Durable on return.
    consuming func write(_ bytes: [UInt8]) throws(Failure) {
        var left = bytes[...]
        while !left.isEmpty {
            let count = unsafe left.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure }
            left = left.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw failure }
        isWritten = true
    }

    private var failure: Failure {
        Failure(.failed, "\(path) could not be written; make room and ask for the file again")
    }
}
