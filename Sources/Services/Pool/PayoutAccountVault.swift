import Journal
import Transparency
import Wire

/// What payout accounts are called, in files of their own beside the journals: only a reference
/// enters those. Each file is durable before the entry that refers to it, and only its owner
/// reads it. Deleting one makes its reference meaningless and leaves every journal valid.
///
/// An actor on a queue of its own, as it waits for the disk.
actor PayoutAccountVault {
    private let directory: String
    private let executor = QueueExecutor(label: "tidemark.payout-accounts")
    private let key: MessageAuthenticator

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    /// The folder is made where there is none.
    init(directory: String) throws(JournalError) {
        self.directory = "\(directory)/payout-accounts"
        try SecretFile.makeDirectory(self.directory)
        key = MessageAuthenticator(
            key: try SecretFile.key(directory: directory, name: "payout-account.key"))
    }

    /// What stands for the account in the journal: the same for the same text, and of no use
    /// without the service's key. Platform, member, channel and text, each with its length.
    nonisolated func reference(
        _ text: PayoutAccountText, _ channel: PayoutChannel, of member: UInt64,
        on platform: String
    ) -> String {
        let fields: [[UInt8]] = [
            Array(platform.utf8), Array("\(member)".utf8), Array("\(channel.rawValue)".utf8),
            text.encoded(),
        ]
        let message = fields.flatMap { field in
            (0..<8).reversed().map { UInt8(truncatingIfNeeded: field.count >> ($0 * 8)) } + field
        }
        return key.authenticate(message).bytes.map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0\(digits)" : digits
        }.joined()
    }

    /// Durable on return.
    func keep(_ text: PayoutAccountText, as reference: String) throws {
        _ = try SecretFile.loadOrCreate(directory: directory, name: reference) { text.encoded() }
    }

    /// Nil where the account was erased.
    func text(_ reference: String) throws -> PayoutAccountText? {
        guard let bytes = try SecretFile.load(directory: directory, name: reference) else {
            return nil
        }
        return try PayoutAccountText(decoding: bytes)
    }
}
