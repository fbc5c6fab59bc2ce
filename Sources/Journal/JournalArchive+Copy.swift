internal import GRDB
internal import Glibc
internal import Transparency

extension JournalArchive {
    /// The database file's name, in a service's folder and in a backup.
    package static let fileName = JournalStore.fileName

    /// Copies the journals as they are at one moment into a new database file at `path`, by
    /// SQLite's online backup in one step: a service that runs goes on writing, and its later
    /// commits are not in the copy. The copy is one file without a log of its own. Durable on
    /// return, but for its name. Refuses a path that exists.
    package func copy(to path: String) throws(JournalError) {
        // Made by us, so that it is no file of somebody else, and readable by the owner alone.
        _ = try OpenFile(path: path, flags: O_RDWR | O_CREAT | O_EXCL)
        do {
            let copy = try DatabaseQueue(path: path)
            try database.backup(to: copy)
            try copy.writeWithoutTransaction { database in
                // It came with the mark of a database with a log.
                try database.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try copy.close()
        } catch {
            throw JournalStore.failure(error, "copy \(directory) to \(path)")
        }
        try OpenFile(path: path, flags: O_RDWR).synchronize()
    }
}

/// Files that must be whole and durable before anything rests on them.
package enum DurableFile {
    /// Writes a new file, readable by its owner alone. Durable on return, but for its name.
    /// Refuses a path that exists.
    package static func create(_ path: String, _ bytes: [UInt8]) throws(JournalError) {
        let file = try OpenFile(path: path, flags: O_WRONLY | O_CREAT | O_EXCL)
        try file.write(bytes, at: 0)
        try file.synchronize()
    }

    /// Makes a new folder, and those above it that are missing, open to their owner alone. The
    /// names of those above it are durable on return. Refuses a path that exists.
    package static func makeFolder(_ path: String) throws(JournalError) {
        guard unsafe access(path, F_OK) != 0 else {
            throw JournalError(
                .storage, "\(path) exists; name a folder that does not, nothing is overwritten")
        }
        var missing: [String] = []
        var above = folder(of: path)
        // `.` and `/` end it even where they cannot be looked at.
        while above != folder(of: above), unsafe access(above, F_OK) != 0 {
            missing.append(above)
            above = folder(of: above)
        }
        for path in missing.reversed() {
            try OpenFile.makeDirectory(path)
            try synchronizeNames(in: folder(of: path))
        }
        try OpenFile.makeDirectory(path)
    }

    /// The folder that a path names something in: `.` and `/` are there always.
    private static func folder(of path: String) -> String {
        let names = path.split(separator: "/")
        let start = path.hasPrefix("/") ? "/" : ""
        let above = start + names.dropLast().joined(separator: "/")
        return above.isEmpty ? "." : above
    }

    /// Makes the content of a file durable, whoever wrote it.
    package static func synchronize(_ path: String) throws(JournalError) {
        try OpenFile(path: path, flags: O_RDWR).synchronize()
    }

    /// Makes the names in a folder durable.
    package static func synchronizeNames(in folder: String) throws(JournalError) {
        try OpenFile.synchronizeDirectory(folder)
    }

    /// Makes a file of what `write` writes, in place of one of that name. Durable with its name on
    /// return; written under another name first, so that a crash leaves the one before, or none.
    static func replace(_ path: String, _ write: (OpenFile) throws -> Void) throws {
        let unfinished = path + ".new"
        let file = try OpenFile(path: unfinished, flags: O_WRONLY | O_CREAT | O_TRUNC)
        do {
            try write(file)
            try file.synchronize()
            try rename(unfinished, to: path)
        } catch {
            unsafe unlink(unfinished)
            throw error
        }
    }

    /// Gives a file or folder its name. Durable on return. Replaces a file of that name, and
    /// refuses the name of a folder that is not empty.
    package static func rename(_ old: String, to new: String) throws(JournalError) {
        guard unsafe Glibc.rename(old, new) == 0 else {
            throw JournalError(.storage, "cannot rename \(old) to \(new): errno \(errno)")
        }
        try synchronizeNames(in: folder(of: new))
    }
}
