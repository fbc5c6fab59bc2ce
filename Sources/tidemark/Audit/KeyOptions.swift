import ArgumentParser
import Foundation
import Services
import Transparency
import Wire

/// Whose signature checkpoints must carry.
struct KeyOptions: ParsableArguments {
    @Option(help: "The audit's verifier key, as text (name+id+base64) or as a file with it.")
    var key: String?

    /// The key given, or else the one that the audit says is its own.
    func pinned(_ services: Connections) async throws -> PinnedKey {
        guard let key else {
            let status = try await services.call(.audit, AuditMethods.status, StatusRequest())
            return PinnedKey(key: try Self.parse(status.verifierKey), isFromAudit: true)
        }
        guard FileManager.default.fileExists(atPath: key) else {
            return PinnedKey(key: try Self.parse(key), isFromAudit: false)
        }
        let text = String(decoding: try InputFile.read(key), as: UTF8.self)
        return PinnedKey(key: try Self.parse(text), isFromAudit: false)
    }

    static func parse(_ text: String) throws(Failure) -> VerifyingKey {
        do {
            return try VerifyingKey(text: text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw Failure(.malformedInput, "the verifier key cannot be read: \(error.message)")
        }
    }
}

/// A key, and whether that is the audit's own word.
struct PinnedKey: Sendable {
    var key: VerifyingKey
    var isFromAudit: Bool
}
