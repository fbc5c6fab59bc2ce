import Foundation
import Journal

/// Where journals are found below what the command line names.
enum JournalFolder {
    /// The folder itself if it holds journals, with the mirror that an audit keeps in it; else
    /// those of the services in it. Refused where there are none.
    static func all(in directory: String) throws(Failure) -> [String] {
        var folders = own(directory)
        if folders.isEmpty {
            folders = contents(of: directory).flatMap { own("\(directory)/\($0)") }
        }
        guard !folders.isEmpty else {
            throw Failure(
                .usage,
                "\(directory) holds no journals; name a service's folder, such as run/pool, or "
                    + "that of an installation, such as run")
        }
        return folders
    }

    private static func own(_ directory: String) -> [String] {
        [directory, "\(directory)/mirror"].filter { JournalArchive.exists(in: $0) }
    }

    /// The names in a folder, in order; none where there is no such folder, which the caller tells.
    private static func contents(of directory: String) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        } catch {
            return []
        }
    }

    /// Opens a folder's journals for reading; what is damaged beyond that fails with its sentence.
    static func open(_ directory: String) throws(Failure) -> JournalArchive {
        try failing(.failed) { () throws(JournalError) in
            try JournalArchive(directory: directory)
        }
    }

    /// A journal's error as the command's.
    static func failing<Result>(
        _ status: ExitStatus, _ body: () throws(JournalError) -> Result
    ) throws(Failure) -> Result {
        do {
            return try body()
        } catch {
            throw Failure(status, "\(error)")
        }
    }
}
