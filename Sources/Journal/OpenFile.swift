internal import Glibc

/// A file descriptor that closes with its owner.
final class OpenFile: Sendable {
    let path: String
    private let descriptor: Int32

    /// Opens `path`, made with `mode` where it does not exist and `flags` say so.
    init(path: String, flags: Int32, mode: mode_t = 0o600) throws(JournalError) {
        let descriptor = unsafe open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw OpenFile.failure("open", path) }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Takes the advisory lock of the whole file. False where another holder has it.
    func tryLock() throws(JournalError) -> Bool {
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return true }
        guard errno == EWOULDBLOCK else { throw OpenFile.failure("lock", path) }
        return false
    }

    /// Lets go of the lock before the file is closed.
    func unlock() throws(JournalError) {
        guard flock(descriptor, LOCK_UN) == 0 else { throw OpenFile.failure("unlock", path) }
    }

    /// Makes the file's content durable; of a folder, its names.
    func synchronize() throws(JournalError) {
        guard fsync(descriptor) == 0 else { throw OpenFile.failure("fsync", path) }
    }

    /// Writes all bytes at an offset. Not durable on return.
    func write(_ bytes: [UInt8], at offset: Int) throws(JournalError) {
        guard try writeWhereRoom(bytes, at: offset) else { throw OpenFile.failure("write", path) }
    }

    /// Writes all bytes at an offset, or as many as the disk has room for and answers false. Not
    /// durable on return.
    func writeWhereRoom(_ bytes: [UInt8], at offset: Int) throws(JournalError) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe pwrite(
                    descriptor, bytes.baseAddress.map { unsafe $0 + written },
                    bytes.count - written, off_t(offset + written))
            }
            if count > 0 {
                written += count
                continue
            }
            switch errno {
            case EINTR: continue
            case ENOSPC, EDQUOT, EFBIG: return false
            default: throw OpenFile.failure("write", path)
            }
        }
        return true
    }

    /// The bytes from an offset on: `count`, or fewer where the file ends.
    func read(count: Int, at offset: Int) throws(JournalError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = unsafe pread(descriptor, &bytes, count, off_t(offset))
        guard got >= 0 else { throw OpenFile.failure("read", path) }
        return Array(bytes.prefix(got))
    }

    var byteCount: Int {
        get throws(JournalError) {
            var status = stat()
            guard unsafe fstat(descriptor, &status) == 0 else {
                throw OpenFile.failure("stat", path)
            }
            return Int(status.st_size)
        }
    }

    /// Bytes of the file at `path`; 0 where there is none.
    static func size(of path: String) -> Int {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return 0 }
        return Int(status.st_size)
    }

    /// Makes a folder, open to its owner only, where there is none.
    static func makeDirectory(_ path: String) throws(JournalError) {
        guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        throw failure("make folder", path)
    }

    /// Makes the names in a folder durable.
    static func synchronizeDirectory(_ path: String) throws(JournalError) {
        try OpenFile(path: path, flags: O_RDONLY | O_DIRECTORY).synchronize()
    }

    private static func failure(_ action: String, _ path: String) -> JournalError {
        let number = errno
        let reason = unsafe String(cString: strerror(number))
        return JournalError(.storage, "cannot \(action) \(path): \(reason) (errno \(number))")
    }
}
