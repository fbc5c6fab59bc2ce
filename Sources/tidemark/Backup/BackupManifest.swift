import Foundation
import Journal
import Transparency

/// What a backup holds, in its file `manifest.json`, which is written last: a folder without one
/// is no backup.
struct BackupManifest: Equatable, Sendable {
    struct File: Equatable, Sendable {
        var name: String
        var byteCount: Int
        var sha256: String
    }

    struct Head: Equatable, Sendable {
        var journal: String
        var size: UInt64
        var root: String
    }

    static let fileName = "manifest.json"
    static let format: Int64 = 1

    /// When the copy was made, UTC.
    var made: String
    var journals: [Head]
    var files: [File]

    init(made: String, journals: [Head], files: [File]) {
        self.made = made
        self.journals = journals
        self.files = files
    }

    /// Reads the manifest of a backup. Refused, with what is wrong, unless it is whole.
    init(readingFrom folder: String) throws(Failure) {
        let path = "\(folder)/\(Self.fileName)"
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure(
                .malformedInput,
                "\(folder) has no \(Self.fileName), so it is no backup, or one that was not "
                    + "finished; take another")
        }
        let value = try JSONValue(parsing: try InputFile.read(path))
        let object = try JSONObject(value, place: path)
        let format = try object.whole("format")
        guard format == Self.format else {
            throw object.fault("format", .whole(format), "this version reads \(Self.format)")
        }
        made = try object.text("made")
        journals = []
        for item in try object.list("journals") {
            let item = try JSONObject(item, place: "\(path) journals")
            journals.append(
                Head(
                    journal: try item.text("journal"),
                    size: UInt64(clamping: try item.whole("size")), root: try item.text("root")))
        }
        files = []
        for item in try object.list("files") {
            let item = try JSONObject(item, place: "\(path) files")
            let name = try item.text("name")
            let isPlain = !name.isEmpty && !name.contains("/") && !name.hasPrefix(".")
            guard isPlain || PayoutAccountFiles.isName(name) else {
                throw item.fault("name", .text(name), "a file of a backup lies in its folder")
            }
            files.append(
                File(
                    name: name, byteCount: Int(clamping: try item.whole("bytes")),
                    sha256: try item.text("sha256")))
        }
    }

    var json: String {
        let heads = journals.map { head in
            JSONText.object([
                ("journal", JSONText.quoted(head.journal)), ("size", "\(head.size)"),
                ("root", JSONText.quoted(head.root)),
            ])
        }
        let files = files.map { file in
            JSONText.object([
                ("name", JSONText.quoted(file.name)), ("bytes", "\(file.byteCount)"),
                ("sha256", JSONText.quoted(file.sha256)),
            ])
        }
        return JSONText.object([
            ("format", "\(Self.format)"), ("made", JSONText.quoted(made)),
            ("journals", JSONText.array(heads)), ("files", JSONText.array(files)),
        ])
    }

    /// Measures and hashes a file of a backup.
    static func file(_ name: String, in folder: String) throws(Failure) -> File {
        let path = "\(folder)/\(name)"
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw Failure(
                .failed, "\(path) cannot be read; the backup is not whole, take another")
        }
        let digest = unsafe bytes.withUnsafeBytes { unsafe Digest.hash($0) }
        return File(name: name, byteCount: bytes.count, sha256: digest.hex)
    }

    static func heads(_ report: JournalReport) -> [Head] {
        report.journals.map { journal, head in
            Head(journal: "\(journal)", size: head.size, root: head.root.hex)
        }.sorted { $0.journal < $1.journal }
    }
}
