/// What a certificate says its holder is.
package enum Role: String, Sendable, Hashable, CaseIterable {
    /// One of our own services; its name says which.
    case service
    case gateway
    case `operator`
    case auditor
    case custodian
}

/// Who calls: role and name of the SAN URI `spiffe://tidemark/<role>/<name>`.
package struct Caller: Sendable, Hashable {
    package var role: Role
    package var name: String

    package init(role: Role, name: String) {
        self.role = role
        self.name = name
    }
}

extension Caller: CustomStringConvertible {
    /// `role/name`, such as `service/order`.
    package var description: String { "\(role.rawValue)/\(name)" }
}
