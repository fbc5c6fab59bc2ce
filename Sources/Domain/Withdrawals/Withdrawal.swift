/// Owned by the points pool: 1, 2, 3, … without holes in order of requests.
package struct WithdrawalID: Identifier {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// Owned by the points pool: 1, 2, 3, … without holes in order of sending.
package struct PayoutBatchID: Identifier {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// The way by which money leaves.
package enum PayoutChannel: String, CaseIterable, Codable, Hashable, Sendable {
    case bank, alipay, wechat
}

/// Who did something, as certificates say it: `operator/ann`. Approvals compare names, so that
/// a person with two certificates is still one person.
package struct Person: Codable, Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    /// What follows the role: `ann`.
    package var name: String {
        text.firstIndex(of: "/").map { String(text[text.index(after: $0)...]) } ?? text
    }

    package var description: String { text }
}

/// An account that a member is paid to. What it is called stays outside the books: here is
/// only a reference that says nothing to those who lack the service's key.
package struct PayoutAccount: Codable, Hashable, Sendable {
    package static let referenceBytes = 64

    package let channel: PayoutChannel
    /// Lower-case hexadecimal, `referenceBytes` of it.
    package let reference: String
    /// A changed account waits.
    package let usableFrom: Instant

    package init(channel: PayoutChannel, reference: String, usableFrom: Instant) {
        self.channel = channel
        self.reference = reference
        self.usableFrom = usableFrom
    }

    package static func isReference(_ text: String) -> Bool {
        text.utf8.count == referenceBytes
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }
}

/// A withdrawal from the request to its end.
package struct Withdrawal: Codable, Hashable, Sendable {
    package let id: WithdrawalID
    package let member: MemberID
    package let amount: Money
    /// The account of the request; a later change of the member's does not redirect it.
    package let channel: PayoutChannel
    package let account: String
    /// Different people who must approve: 1, or 2 above the limit.
    package let approvalsNeeded: Int
    package let requestedBy: Person
    package let requestedAt: Instant
    package internal(set) var state: State

    package enum State: Codable, Hashable, Sendable {
        /// Empty, or the first of two.
        case requested(approvedBy: [Person])
        case approved(by: [Person])
        case sent(PayoutBatchID, row: Int)
        case paid
        case failed(code: String)
        case cancelled
        case refused(reason: String)
    }
}

extension Withdrawal.State {
    /// The state without what is known only in it: how lists are asked for.
    package enum Name: String, CaseIterable, Hashable, Sendable {
        case requested, approved, sent, paid, failed, cancelled, refused
    }

    package var name: Name {
        switch self {
        case .requested: .requested
        case .approved: .approved
        case .sent: .sent
        case .paid: .paid
        case .failed: .failed
        case .cancelled: .cancelled
        case .refused: .refused
        }
    }

    /// Nothing follows it.
    package var isFinal: Bool { name.isFinal }
}

extension Withdrawal.State.Name {
    package var isFinal: Bool {
        switch self {
        case .requested, .approved, .sent: false
        case .paid, .failed, .cancelled, .refused: true
        }
    }

    /// The money went back to the wallet: it does not count for the limits of its day.
    package var isReturned: Bool {
        switch self {
        case .failed, .cancelled, .refused: true
        case .requested, .approved, .sent, .paid: false
        }
    }
}

/// The withdrawals that were sent together; row n is at n − 1.
package struct PayoutBatch: Codable, Hashable, Sendable {
    package let id: PayoutBatchID
    package let channel: PayoutChannel
    package let withdrawals: [WithdrawalID]
    package let total: Money
    package let sentAt: Instant
}
