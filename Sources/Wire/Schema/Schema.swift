/// The `.proto` files as the tables have them: what reflection answers from, and what the text
/// of `Protos/` is held against.
package enum Schema {
    package static let files: [ProtoFile] = [
        .catalog, .shelf, .campaigns, .productImport, .referral, .quote, .pool, .refunds,
        .statements, .legacy, .shares, .withdrawals, .custody, .unmatched, .digest, .subsidies,
        .control, .plans, .operatorMoney, .order, .payments, .paying, .clock, .returns, .journal,
        .audit, .orderReading, .reserveQuote, .shareQuote, .holdQuote,
        .health, .reflection, .reflectionAlpha, .status, .errorDetails, .any,
    ]

    /// The file that others import by this name. O(files).
    package static func file(named name: String) -> ProtoFile? {
        files.first { $0.name == name }
    }

    /// The file that declares a message, enumeration, service or method of this full name.
    /// O(names).
    package static func file(declaring symbol: String) -> ProtoFile? {
        files.first { $0.symbols.contains(symbol) }
    }

    /// The message of this full name, for those who meet its bytes with its name. O(messages).
    package static func message(named name: String) -> MessageSchema? {
        for file in files {
            if let message = file.messages.first(where: { $0.name == name }) { return message }
        }
        return nil
    }

    /// The file and all that it imports, what is imported first.
    package static func closure(of file: ProtoFile) -> [ProtoFile] {
        var found: [ProtoFile] = []
        collect(file, into: &found)
        return found
    }

    private static func collect(_ file: ProtoFile, into found: inout [ProtoFile]) {
        guard !found.contains(where: { $0.name == file.name }) else { return }
        for name in file.imports {
            guard let imported = Self.file(named: name) else {
                preconditionFailure("\(file.name) imports \(name), which is not in the schema")
            }
            collect(imported, into: &found)
        }
        found.append(file)
    }
}
