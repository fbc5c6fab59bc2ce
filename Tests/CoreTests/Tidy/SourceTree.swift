import Foundation

/// The files of this repository, found from the place of this file.
enum SourceTree {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What building and running leave behind, and what version control keeps for itself.
    private static let leftOut: Set<String> = [".git", "run", "__pycache__"]

    /// What fuzzing kept: any bytes, which follow no rule.
    private static let keptInputs: Set<String> = ["Tests/Fuzz/Corpus", "Tests/Fuzz/Crashes"]

    private static func isLeftOut(_ name: String, in folder: String) -> Bool {
        leftOut.contains(name) || name.hasPrefix(".build")
            || keptInputs.contains("\(folder)/\(name)")
    }

    /// Every text file, by path; bytes that are not UTF-8 are not text.
    static let files: [SourceFile] = {
        var found: [SourceFile] = []
        var folders = [""]
        while let folder = folders.popLast() {
            let names = try? FileManager.default.contentsOfDirectory(
                atPath: root.appending(path: folder).path)
            for name in names ?? [] where !isLeftOut(name, in: folder) {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                var isFolder: ObjCBool = false
                _ = unsafe FileManager.default.fileExists(
                    atPath: root.appending(path: path).path, isDirectory: &isFolder)
                if isFolder.boolValue {
                    folders.append(path)
                } else if let text = try? String(
                    contentsOf: root.appending(path: path), encoding: .utf8)
                {
                    found.append(SourceFile(path: path, text: text))
                }
            }
        }
        return found.sorted { $0.path < $1.path }
    }()
}
