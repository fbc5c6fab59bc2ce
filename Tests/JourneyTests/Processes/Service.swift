/// The five services, as `tidemark serve` names them.
enum Service: String, CaseIterable, Sendable {
    case catalog
    case order
    case pool
    case referral
    case audit

    /// Those that keep the books, which the audit follows.
    static let books: [Service] = [.catalog, .order, .pool, .referral]
}
