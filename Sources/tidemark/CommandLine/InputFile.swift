import Foundation

/// A file that the command line names.
enum InputFile {
    static func read(_ path: String) throws(Failure) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw Failure(
                .usage, "\(path) cannot be read; give a file that exists and that you may read")
        }
    }
}
