import Foundation

/// The files of a service as they were at some time, all of them.
struct Files {
    private let folder: String
    private var bytes: [String: Data] = [:]

    /// Reads everything in `folder` and below.
    init(_ folder: String) throws {
        self.folder = folder
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            // A folder has no contents.
            bytes[name] = FileManager.default.contents(atPath: "\(folder)/\(name)")
        }
    }

    func count(_ name: String) -> Int { bytes[name]?.count ?? 0 }

    /// Puts everything back as it was, but for one bit of the file `name`.
    func restore(flipping bit: Int, of name: String) throws {
        try restore()
        guard var changed = bytes[name] else { throw Unexpected("there is no \(name)") }
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        try changed.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    /// Puts everything back as it was.
    func restore() throws {
        try remove()
        for (name, bytes) in bytes {
            let url = URL(fileURLWithPath: "\(folder)/\(name)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try bytes.write(to: url)
        }
    }

    /// Leaves nothing, as before the service was started for the first time.
    func remove() throws {
        try FileManager.default.removeItem(atPath: folder)
    }
}
