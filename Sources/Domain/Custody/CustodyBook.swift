/// What was said about the money of one platform at its banks: payments of providers, each
/// booked once, and statements by account and day.
package struct CustodyBook: Codable, Equatable, Sendable {
    /// Attestation n is at n − 1.
    package private(set) var attestations: [Attestation] = []
    private var settled: Set<String> = []
    /// The attestation that holds for an account and day.
    private var current: [String: [ShanghaiDay: UInt64]] = [:]
    private var clock = Instant(microseconds: 0)

    package init() {}

    package func attestation(_ number: UInt64) -> Attestation? {
        guard number >= 1, number <= UInt64(attestations.count) else { return nil }
        return attestations[Int(number) - 1]
    }

    /// The last day that each account is attested for, by account.
    package var latest: [Attestation] {
        current.sorted { $0.key < $1.key }.compactMap { _, days in
            days.max { $0.key < $1.key }.flatMap { attestation($0.value) }
        }
    }

    private func later(_ at: Instant) -> Instant { max(at, clock) }

    // MARK: - Deciding

    package func settle(
        received: Money, fee: Money, reference: String, by person: Person, at: Instant
    ) throws(CustodyRejection) -> [CustodyEvent] {
        guard Self.isReference(reference) else { throw .referenceMalformed }
        guard received >= .zero, fee >= .zero, received > .zero || fee > .zero else {
            throw .amountMustBePositive(received: received, fee: fee)
        }
        guard received <= Money.amountMax, fee <= Money.amountMax else {
            throw .amountTooLarge(received: received, fee: fee)
        }
        guard !settled.contains(reference) else { throw .settledBefore(reference) }
        return [
            .providerSettled(
                ProviderSettlement(
                    received: received, fee: fee, reference: reference, by: person,
                    at: later(at),
                    lines: Posting.providerSettlement(received, fee: fee).lines))
        ]
    }

    package func attest(
        _ statement: BankStatement, _ format: Attestation.Format, digest: [UInt8],
        corrects: UInt64?, by person: Person, at: Instant
    ) throws(CustodyRejection) -> [CustodyEvent] {
        let today = ShanghaiDay(of: later(at))
        guard statement.date < today else { throw .dayNotOver(statement.date, today: today) }
        let known = current[statement.account]?[statement.date]
        if let corrects {
            guard let other = attestation(corrects) else { throw .attestationNotFound(corrects) }
            guard other.statement.account == statement.account,
                other.statement.date == statement.date
            else {
                throw .correctsOther(
                    corrects, account: other.statement.account, date: other.statement.date)
            }
            guard let known, known == corrects else {
                throw .correctsReplaced(corrects, by: known ?? 0)
            }
        } else if let known {
            throw .attestedBefore(statement.account, statement.date, by: known)
        }
        return [
            .attested(
                Attestation(
                    number: UInt64(attestations.count) + 1, statement: statement, format: format,
                    digest: digest, corrects: corrects, by: person, at: later(at)))
        ]
    }

    static func isReference(_ text: String) -> Bool {
        (1...ProviderSettlement.referenceBytesMax).contains(text.utf8.count)
            && text.utf8.allSatisfy(\.isCodeCharacter)
    }

    // MARK: - Recorded events

    /// Whether the event can follow, with the lines it has to have.
    package func isPossible(_ event: CustodyEvent) -> Bool {
        switch event {
        case .providerSettled(let payment):
            payment.received >= .zero && payment.fee >= .zero
                && payment.received <= Money.amountMax && payment.fee <= Money.amountMax
                && !settled.contains(payment.reference)
                && payment.lines
                    == Posting.providerSettlement(payment.received, fee: payment.fee).lines
        case .attested(let attestation):
            attestation.number == UInt64(attestations.count) + 1
                && attestation.digest.count == 32
                && current[attestation.statement.account]?[attestation.statement.date]
                    == attestation.corrects
        }
    }

    /// Makes an event that is possible. Its lines are posted by the caller.
    package mutating func apply(_ event: CustodyEvent) {
        switch event {
        case .providerSettled(let payment):
            clock = later(payment.at)
            settled.insert(payment.reference)
        case .attested(let attestation):
            clock = later(attestation.at)
            attestations.append(attestation)
            current[attestation.statement.account, default: [:]][attestation.statement.date] =
                attestation.number
        }
    }
}
