import Domain
import Transport
import Wire

extension Domain.PayoutChannel {
    init(_ message: Wire.PayoutChannel) throws(RPCError) {
        switch message {
        case .bank: self = .bank
        case .alipay: self = .alipay
        case .wechat: self = .wechat
        case .unspecified:
            throw RPCError.malformed("channel", "channel is missing; state bank, alipay or wechat")
        }
    }

    var message: Wire.PayoutChannel {
        switch self {
        case .bank: .bank
        case .alipay: .alipay
        case .wechat: .wechat
        }
    }
}

extension Domain.Withdrawal.State.Name {
    /// Nil for no state.
    init?(_ message: WithdrawalState) {
        switch message {
        case .unspecified: return nil
        case .requested: self = .requested
        case .approved: self = .approved
        case .sent: self = .sent
        case .paid: self = .paid
        case .failed: self = .failed
        case .cancelled: self = .cancelled
        case .refused: self = .refused
        }
    }

    var message: WithdrawalState {
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
}

extension Domain.WithdrawalPolicy {
    init(_ message: Wire.WithdrawalPolicy?) throws(RPCError) {
        guard let message else {
            throw RPCError.malformed("policy", "policy is missing; state its three amounts")
        }
        self = try refusing { () throws(WithdrawalRejection) in
            try Domain.WithdrawalPolicy(
                minimum: Money(fen: message.minimumFen), dayMax: Money(fen: message.dayMaxFen),
                twoPeopleAbove: Money(fen: message.twoPeopleAboveFen))
        }
    }

    var message: Wire.WithdrawalPolicy {
        Wire.WithdrawalPolicy(
            minimumFen: minimum.fen, dayMaxFen: dayMax.fen, twoPeopleAboveFen: twoPeopleAbove.fen)
    }
}

extension Domain.Withdrawal {
    var message: Wire.Withdrawal {
        var message = Wire.Withdrawal(
            withdrawal: id.rawValue, member: member.rawValue, amountFen: amount.fen,
            channel: channel.message, account: account, state: state.name.message,
            requestedBy: requestedBy.text, requestedUs: requestedAt.microseconds,
            approvalsNeeded: UInt32(clamping: approvalsNeeded))
        switch state {
        case .requested(let people), .approved(let people):
            message.approvedBy = people.map(\.text)
        case .sent(let batch, let row):
            message.batch = batch.rawValue
            message.row = UInt32(clamping: row)
        case .failed(let code): message.failureCode = code
        case .refused(let reason): message.reason = reason
        case .paid, .cancelled: break
        }
        return message
    }
}
