import ArgumentParser
import Domain
import Wire

enum WithdrawalText {
    static func lines(_ withdrawal: Wire.Withdrawal) -> [String] {
        var sheet = Sheet()
        sheet.add("withdrawal", "\(withdrawal.withdrawal)")
        sheet.add("member", "\(withdrawal.member)")
        sheet.add("amount", "\(FigureText.yuan(withdrawal.amountFen)) yuan")
        sheet.add("by", EnumText.words(withdrawal.channel))
        sheet.add("state", state(withdrawal))
        sheet.add("requested by", withdrawal.requestedBy)
        sheet.add("at", MomentText.shanghai(microseconds: withdrawal.requestedUs))
        return sheet.lines
    }

    private static func state(_ withdrawal: Wire.Withdrawal) -> String {
        let word = EnumText.words(withdrawal.state)
        switch withdrawal.state {
        case .requested:
            let missing = Int(withdrawal.approvalsNeeded) - withdrawal.approvedBy.count
            return "\(word), \(missing) more must approve"
        case .approved: return "\(word) by \(withdrawal.approvedBy.joined(separator: ", "))"
        case .sent: return "\(word), row \(withdrawal.row) of batch \(withdrawal.batch)"
        case .failed: return "\(word): \(withdrawal.failureCode)"
        case .refused: return "\(word): \(withdrawal.reason)"
        case .paid, .cancelled, .unspecified: return word
        }
    }

    static func table(_ withdrawals: [Wire.Withdrawal]) -> [String] {
        guard !withdrawals.isEmpty else { return ["  no withdrawals"] }
        var table = Table(
            ("withdrawal", .right), ("member", .right), ("yuan", .right), ("by", .left),
            ("requested", .left), ("state", .left))
        for withdrawal in withdrawals {
            table.add(
                "\(withdrawal.withdrawal)", "\(withdrawal.member)",
                FigureText.yuan(withdrawal.amountFen), EnumText.words(withdrawal.channel),
                MomentText.shanghai(microseconds: withdrawal.requestedUs), state(withdrawal))
        }
        return table.lines
    }

    static func lines(_ policy: Wire.WithdrawalPolicy) -> [String] {
        var sheet = Sheet()
        sheet.add("one withdrawal", "\(FigureText.yuan(policy.minimumFen)) yuan or more")
        sheet.add("a day", "\(FigureText.yuan(policy.dayMaxFen)) yuan at most")
        sheet.add(
            "two people", "approve above \(FigureText.yuan(policy.twoPeopleAboveFen)) yuan a day")
        return sheet.lines
    }

    static func lines(_ reply: GetWithdrawableResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("wallet", "\(FigureText.yuan(reply.walletFen)) yuan")
        sheet.add("withdrawable", "\(FigureText.yuan(reply.withdrawableFen)) yuan")
        sheet.add("rewards that wait", "\(FigureText.yuan(reply.heldRewardsFen)) yuan")
        if reply.owedFen > 0 {
            sheet.add("owed", "\(FigureText.yuan(reply.owedFen)) yuan; nothing until repaid")
        }
        sheet.add("asked for today", "\(FigureText.yuan(reply.askedTodayFen)) yuan")
        let account =
            reply.account.isEmpty
            ? "none"
            : "\(EnumText.words(reply.channel)) \(reply.account.prefix(8))…, usable from "
                + MomentText.shanghai(microseconds: reply.usableFromUs)
        sheet.add("payout account", account)
        sheet.add("as of", "entry \(FigureText.count(reply.sequence))")
        return sheet.lines + lines(reply.policy ?? Wire.WithdrawalPolicy())
    }

    static func lines(_ file: GetPayoutFileResponse, path: String) -> [String] {
        var sheet = Sheet()
        sheet.add("batch", "\(file.batch)")
        sheet.add("withdrawals", FigureText.count(UInt64(file.count)))
        sheet.add("control sum", "\(FigureText.yuan(file.totalFen)) yuan")
        sheet.add("file", path)
        return sheet.lines
    }
}

/// A moment as people in Shanghai write it.
enum MomentText {
    /// Like `2026-03-05 14:03`, of microseconds since 1970 UTC.
    static func shanghai(microseconds: Int64) -> String {
        let at = Instant(microseconds: microseconds)
        let day = ShanghaiDay(of: at)
        let minutes = (microseconds &- day.start.microseconds) / 60_000_000
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return "\(day) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}

/// `bank` on the command line.
struct PayoutChannelArgument: ExpressibleByArgument, Sendable {
    var channel: Wire.PayoutChannel

    static let names = "bank, alipay, wechat"

    init(channel: Wire.PayoutChannel) { self.channel = channel }

    init?(argument: String) {
        let all = Wire.PayoutChannel.allCases.filter { $0 != .unspecified }
        guard let channel = all.first(where: { EnumText.words($0) == argument }) else {
            return nil
        }
        self.channel = channel
    }

    var defaultValueDescription: String { EnumText.words(channel) }
}

/// `requested` on the command line.
struct WithdrawalStateArgument: ExpressibleByArgument, Sendable {
    var state: WithdrawalState

    static let names = "requested, approved, sent, paid, failed, cancelled, refused"

    init?(argument: String) {
        let all = WithdrawalState.allCases.filter { $0 != .unspecified }
        guard let state = all.first(where: { EnumText.words($0) == argument }) else { return nil }
        self.state = state
    }
}
