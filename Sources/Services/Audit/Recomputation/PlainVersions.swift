internal import Wire

/// Events of older releases as this one checks them, by steps of the audit's own: a kind is its
/// event's name, from version 2 on with the version behind a dot.
struct PlainVersions: Sendable {
    typealias Step = @Sendable ([UInt8]) -> [UInt8]

    static let current = PlainVersions(steps: [:])

    /// By service and name, such as `pool/settled`: the step from version 1, from version 2, …
    let steps: [String: [Step]]

    /// The event's name and its bytes as of its newest version. Nil for a version that is none, or
    /// newer than this audit.
    func today(
        _ service: AuditedService, _ kind: String, _ event: [UInt8]
    ) -> (name: String, event: [UInt8])? {
        let parts = kind.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2 else { return nil }
        var version = 1
        if parts.count == 2 {
            guard let stated = Int(parts[1]), stated > 1, "\(stated)" == parts[1] else {
                return nil
            }
            version = stated
        }
        let steps = steps["\(service.rawValue)/\(parts[0])"] ?? []
        guard version <= steps.count + 1 else { return nil }
        return (parts[0], steps[(version - 1)...].reduce(event) { $1($0) })
    }
}
