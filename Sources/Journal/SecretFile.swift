internal import Glibc
internal import Transparency

/// A small secret in a file that only its owner reads.
package enum SecretFile {
    /// Bytes of a secret file. Keys are tens of bytes; more is not one of our files.
    private static let byteCountMax = 4_096

    /// The file's bytes. Where there is none, `make`'s bytes are written first: with mode 0600,
    /// durable with their name before this returns, so a key is never used and then lost.
    package static func loadOrCreate(
        directory: String, name: String, make: () throws -> [UInt8]
    ) throws -> [UInt8] {
        let path = "\(directory)/\(name)"
        if let bytes = try load(path: path) { return bytes }
        let bytes = try make()
        try DurableFile.replace(path) { try $0.write(bytes, at: 0) }
        return bytes
    }

    /// The key under which a service knows a request again.
    static let requestKey = "request.key"
    private static let keyByteCount = 32
    private static let checkByteCount = 16

    /// A key of 32 random bytes, made on first use. Refuses a file of another length, and one whose
    /// key was changed: a key that differs by a bit would recognise no request again.
    ///
    ///     | key: 32 | check: 16 |     a file of the key alone is from before there was a check
    ///
    /// `check` is the start of the SHA-256 of the name of this format and the key.
    package static func key(directory: String, name: String) throws(JournalError) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try loadOrCreate(directory: directory, name: name) {
                let key = randomBytes(count: keyByteCount)
                return key + check(key)
            }
        } catch let error as JournalError {
            throw error
        } catch {
            throw JournalError(.storage, "cannot make key \(directory)/\(name)", cause: error)
        }
        guard let key = key(in: bytes) else { throw changed(directory, name) }
        return key
    }

    /// Refuses a key that was changed; one that is not there is made at the next start.
    static func verify(directory: String, name: String) throws(JournalError) {
        guard let bytes = try load(path: "\(directory)/\(name)") else { return }
        guard key(in: bytes) != nil else { throw changed(directory, name) }
    }

    private static func key(in bytes: [UInt8]) -> [UInt8]? {
        let (key, rest) = (Array(bytes.prefix(keyByteCount)), bytes.dropFirst(keyByteCount))
        let isWhole = key.count == keyByteCount && (rest.isEmpty || Array(rest) == check(key))
        return isWhole ? key : nil
    }

    private static func changed(_ directory: String, _ name: String) -> JournalError {
        JournalError(
            .corrupt,
            "key \(directory)/\(name) is not a key and its check; restore it from the backup,"
                + " without it repeated requests are not recognised")
    }

    private static func check(_ key: [UInt8]) -> [UInt8] {
        Array(Digest.hash(Array("tidemark key 1\n".utf8) + key).bytes.prefix(checkByteCount))
    }

    /// The file's bytes; nil where there is none.
    package static func load(
        directory: String, name: String
    ) throws(JournalError) -> [UInt8]? {
        try load(path: "\(directory)/\(name)")
    }

    /// Makes a folder that only its owner reads, where there is none; durable with its name.
    package static func makeDirectory(_ path: String) throws(JournalError) {
        try OpenFile.makeDirectory(path)
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try OpenFile.synchronizeDirectory(parent.isEmpty ? "/" : parent)
    }

    private static func load(path: String) throws(JournalError) -> [UInt8]? {
        guard unsafe access(path, F_OK) == 0 else { return nil }
        return try OpenFile(path: path, flags: O_RDONLY).read(count: byteCountMax, at: 0)
    }
}
