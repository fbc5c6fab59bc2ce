import Foundation
import Journal
import Services
import Wire

/// What payout accounts are called: a folder of small files beside a pool's journals, one for each
/// reference that the journals name. A file is durable before its entry, so what is copied after
/// the journals has every account of theirs that was not erased.
enum PayoutAccountFiles {
    static let folder = "payout-accounts"
    /// A reference in hexadecimal.
    private static let nameLength = 64

    /// The files in a service's folder or backup, as `payout-accounts/<reference>`, in order. One
    /// that is being written has another name and is passed over.
    static func names(in directory: String) throws(Failure) -> [String] {
        let path = "\(directory)/\(folder)"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
                .map { "\(folder)/\($0)" }.filter(isName).sorted()
        } catch {
            throw Failure(.failed, "\(path) cannot be read: \(error)")
        }
    }

    static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == folder, parts[1].utf8.count == nameLength else {
            return false
        }
        return parts[1].utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
    }

    /// Copies each into a new folder, for its owner alone. Durable on return. A file that is gone
    /// by now was erased. Returns the names that were copied.
    static func copy(
        _ names: [String], from source: String, to destination: String
    ) throws(Failure) -> [String] {
        guard !names.isEmpty else { return [] }
        let target = "\(destination)/\(folder)"
        try JournalFolder.failing(.failed) { () throws(JournalError) in
            try DurableFile.makeFolder(target)
        }
        var copied: [String] = []
        for name in names {
            guard FileManager.default.fileExists(atPath: "\(source)/\(name)") else { continue }
            let bytes = [UInt8](try InputFile.read("\(source)/\(name)"))
            try JournalFolder.failing(.failed) { () throws(JournalError) in
                try DurableFile.create("\(destination)/\(name)", bytes)
            }
            copied.append(name)
        }
        try JournalFolder.failing(.failed) { () throws(JournalError) in
            try DurableFile.synchronizeNames(in: target)
        }
        return copied
    }

    /// Refuses a file that is no account's text. Returns how many accounts are referred to and
    /// have no file: erased ones.
    static func check(_ names: [String], in directory: String) throws(Failure) -> Int {
        for name in names {
            do {
                _ = try PayoutAccountText(
                    decoding: [UInt8](try InputFile.read("\(directory)/\(name)")))
            } catch let failure as Failure {
                throw failure
            } catch {
                throw Failure(
                    .failed, "\(directory)/\(name) is no payout account; take another backup")
            }
        }
        let known = try references(in: directory)
        let files = Set(names.map { String($0.dropFirst(folder.count + 1)) })
        return known.subtracting(files).count
    }

    /// The references that accounts are registered under.
    private static func references(in directory: String) throws(Failure) -> Set<String> {
        let archive = try JournalFolder.open(directory)
        var found: Set<String> = []
        try JournalFolder.failing(.failed) { () throws(JournalError) in
            for (journal, _) in try archive.heads() where journal.service == "pool" {
                try archive.visit(journal) { _, bytes in
                    let entry = try JournalEntry(decoding: bytes)
                    guard entry.kind == "payout_account_registered" else { return true }
                    found.insert(
                        try PayoutAccountRegistered(decoding: entry.event).reference)
                    return true
                }
            }
        }
        return found
    }
}
