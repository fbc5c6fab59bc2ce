/// The five services. Each is a process of its own, with its own journals.
package enum ServiceName: String, CaseIterable, Sendable, Hashable {
    case catalog
    case order
    case pool
    case referral
    case audit

    /// The services that keep the books, which the audit follows.
    package static let books: [ServiceName] = [.catalog, .order, .pool, .referral]

    /// What is added to an installation's base port: catalog 1, order 2, pool 3, referral 4,
    /// audit 5.
    package var portOffset: Int {
        switch self {
        case .catalog: 1
        case .order: 2
        case .pool: 3
        case .referral: 4
        case .audit: 5
        }
    }
}
