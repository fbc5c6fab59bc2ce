import Foundation

extension TestCertificates {
    /// Made once: six runs of `openssl` for each of a hundred tests hold the threads that all of
    /// them share.
    private static let template = Result {
        let made = try make(roles: EchoServer.roles)
        atexit { TestCertificates.removeTemplate() }
        return made
    }

    private static func removeTemplate() {
        do {
            try template.get().remove()
        } catch {
            FileHandle.standardError.write(Data("certificates are left over: \(error)\n".utf8))
        }
    }

    /// A new folder with certificates of the echo server's roles, all of one authority.
    static func echo() throws -> TestCertificates {
        let folder = "\(NSTemporaryDirectory())tidemark-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: template.get().folder, toPath: folder)
        return TestCertificates(folder: folder)
    }
}
