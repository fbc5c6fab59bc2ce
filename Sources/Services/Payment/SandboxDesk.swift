import Domain
import Journal
import Transport
import Wire

/// Lets the sandbox provider say what it is told to, as often, as late, in what order and signed
/// by whom; only on sandbox platforms.
struct SandboxDesk: Sendable {
    static let callbacksMax = 1_000
    static let copiesMax = 1_000
    static let sentMax = 10_000
    static let delayMillisecondsMax = 10_000
    static let parallelMax = 256

    let provider: SandboxProvider
    let intake: PaymentIntake
    let platforms: Platforms
    /// What an order costs; nil for one that does not exist.
    let price: @Sendable (_ order: UInt64, _ platform: String) async throws -> Int64?

    private struct Sending: Sendable {
        let callback: PaymentCallbackRequest
        let delayMilliseconds: Int
    }

    func disturb(_ request: SandboxDisturbRequest) async throws -> SandboxDisturbResponse {
        try await platforms.platform(request.platform).checkSandbox()
        try Self.check("copies", request.copies, atMost: Self.copiesMax)
        try Self.check("delay_ms", request.delayMs, atMost: Self.delayMillisecondsMax)
        provider.disturb(
            request.platform,
            SandboxProvider.Disturbance(
                copies: max(1, Int(request.copies)), delayMilliseconds: Int(request.delayMs),
                isForgedBefore: request.forged, refundsFail: request.refundsFail))
        return SandboxDisturbResponse()
    }

    /// Answers when each callback was answered. What is not sent when the caller goes away is
    /// never sent.
    func send(_ request: SandboxSendRequest) async throws -> SandboxSendResponse {
        try await platforms.platform(request.platform).checkSandbox()
        try Self.check(
            "callbacks", UInt32(clamping: request.callbacks.count),
            atMost: Self.callbacksMax)
        try Self.check("parallel", request.parallel, atMost: Self.parallelMax)
        var sendings: [Sending] = []
        for callback in request.callbacks {
            try Self.check("copies", callback.copies, atMost: Self.copiesMax)
            try Self.check("delay_ms", callback.delayMs, atMost: Self.delayMillisecondsMax)
            let sending = Sending(
                callback: try await made(callback, on: request.platform),
                delayMilliseconds: Int(callback.delayMs))
            let copies = max(1, Int(callback.copies))
            try Self.check(
                "callbacks with copies", UInt32(clamping: sendings.count + copies),
                atMost: Self.sentMax)
            sendings += Array(repeating: sending, count: copies)
        }
        if request.seed != 0 {
            var random = SandboxRandom(state: request.seed)
            sendings.shuffle(using: &random)
        }
        return try await deliver(sendings, atOnce: max(1, Int(request.parallel)))
    }

    private static func check(_ field: String, _ value: UInt32, atMost: Int) throws(RPCError) {
        guard value <= atMost else {
            throw RPCError.malformed(field, "\(field) is \(value); state at most \(atMost)")
        }
    }

    /// The callback as the provider, or a forger, signs it.
    private func made(
        _ wish: SandboxCallback, on platform: String
    ) async throws -> PaymentCallbackRequest {
        var fen = wish.paidFen
        if fen == 0 { fen = try await price(wish.order, platform) ?? 0 }
        let currency = wish.currency.isEmpty ? Currency.yuan.code : wish.currency
        var payment = wish.payment
        if payment.isEmpty {
            payment = SandboxProvider.payment(of: wish.order, Money(fen: fen), on: platform)
            if currency != Currency.yuan.code { payment += currency }
        }
        var callback = provider.sign(
            PaymentCallbackRequest(
                platform: platform, provider: SandboxProvider.name, order: wish.order,
                payment: payment, paidFen: fen, currency: currency))
        if wish.forged { callback.signature = callback.signature.map { $0 ^ 0x5A } }
        return callback
    }

    private enum Outcome {
        case paid, unmatched, forged, refused
    }

    /// Each of `atOnce` senders takes every so-many-th.
    private func deliver(
        _ sendings: [Sending], atOnce: Int
    ) async throws -> SandboxSendResponse {
        try await withThrowingTaskGroup(of: SandboxSendResponse.self) { group in
            for first in 0..<min(atOnce, sendings.count) {
                group.addTask { [self] in
                    var counts = SandboxSendResponse()
                    for index in stride(from: first, to: sendings.count, by: atOnce) {
                        switch try await deliver(sendings[index]) {
                        case .paid: counts.paid += 1
                        case .unmatched: counts.unmatched += 1
                        case .forged: counts.forged += 1
                        case .refused: counts.refused += 1
                        }
                    }
                    return counts
                }
            }
            var sum = SandboxSendResponse()
            for try await counts in group {
                sum.paid += counts.paid
                sum.unmatched += counts.unmatched
                sum.forged += counts.forged
                sum.refused += counts.refused
            }
            return sum
        }
    }

    private func deliver(_ sending: Sending) async throws -> Outcome {
        if sending.delayMilliseconds > 0 {
            try await Task.sleep(for: .milliseconds(sending.delayMilliseconds))
        }
        do {
            let answer = try await intake.take(sending.callback)
            return answer.unmatched == 0 ? .paid : .unmatched
        } catch let error as RPCError {
            return error.code == .permissionDenied ? .forged : .refused
        }
    }
}

/// SplitMix64: the same order of callbacks for the same seed, everywhere.
private struct SandboxRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
