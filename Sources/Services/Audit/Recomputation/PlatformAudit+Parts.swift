internal import Wire

// What the order service records of what pays beside the provider.
extension PlatformAudit {
    mutating func applyParts(
        _ event: PartsEntry, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        guard let hop = orders.take(event, of: event.order) ?? event.hop else { return }
        self.hop(event.order, hop, entry, &sheet) { _ in }
    }
}

extension PartsEntry {
    /// The hop that it is for an order that is finished.
    fileprivate var hop: OrderHop? {
        switch self {
        case .asked, .refused: nil
        case .held: .partsHeld
        case .returned: .partsReturned
        }
    }

    fileprivate var order: UInt64 {
        switch self {
        case .asked(let event): event.order
        case .held(let event): event.order
        case .refused(let event): event.order
        case .returned(let event): event.order
        }
    }
}
