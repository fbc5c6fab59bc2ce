import Foundation

/// What the tests take from the tree around them.
enum Repository {
    static let root: String = {
        var path = #filePath.split(separator: "/").dropLast(4)
        return "/" + path.joined(separator: "/")
    }()

    /// The release build if there is one, else what was built beside the tests.
    static var executable: String {
        let builds = ["release", "debug"].map { "\(root)/.build/\($0)/tidemark" }
        return builds.first(where: FileManager.default.isExecutableFile) ?? builds[1]
    }

    /// The header and the first `count` orders of the CDNOW sample, all where it has fewer.
    static func sample(rows count: Int) throws -> String {
        let path = "\(root)/Tests/Fixtures/cdnow_sample.csv"
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return lines.prefix(count + 1).map { "\($0)\n" }.joined()
    }
}
