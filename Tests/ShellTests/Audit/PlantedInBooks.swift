@testable import Services

/// One thing that is spoiled in a journal of the books, with the rules that this breaks.
struct PlantedInBooks: CustomStringConvertible, Sendable {
    typealias Spoil = @Sendable (inout BookJournal) throws -> Void

    var description: String
    var rules: Set<AuditRule>
    var spoil: Spoil

    init(_ title: String, _ rules: Set<AuditRule>, _ spoil: @escaping Spoil) {
        description = title
        self.rules = rules
        self.spoil = spoil
    }

    /// The rules that the audit finds broken in `journal` once it is spoiled.
    func found(in journal: BookJournal) throws -> [Violation] {
        var spoiled = journal
        try spoil(&spoiled)
        return spoiled.violations()
    }
}
