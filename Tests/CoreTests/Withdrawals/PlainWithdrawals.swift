/// Withdrawals told plainly from money.md §3, with none of the rules' code: every figure is
/// added up anew from the whole history.
struct PlainWithdrawals {
    struct Row {
        var member: Int
        var fen: Int64
        var day: Int
        var needed: Int
        var approvers: [String] = []
        var state = "requested"
        var requester: String
    }

    var rows: [Row] = []
    var wallets: [Int: Int64] = [:]
    /// Reward credits: member, fen, hour.
    var rewards: [(member: Int, fen: Int64, hour: Int)] = []
    var custody: Int64 = 0
    /// The hour from which a member's account can be used.
    var usable: [Int: Int] = [:]
    var accounts: [Int: Int] = [:]
    var links: [String: Set<Int>] = [:]
    var refusedCallbacks = 0
    var policy = (minimum: Int64(100), day: Int64(5_000_000), two: Int64(1_000_000))

    func day(_ hour: Int) -> Int { hour / 24 }

    func asked(_ member: Int, _ hour: Int) -> Int64 {
        let back: Set = ["failed", "cancelled", "refused"]
        return rows.filter {
            $0.member == member && $0.day == day(hour) && !back.contains($0.state)
        }.reduce(0) { $0 + $1.fen }
    }

    func withdrawable(_ member: Int, _ hour: Int) -> Int64 {
        let held = rewards.filter { $0.member == member && hour - $0.hour < 7 * 24 }
        return max(0, wallets[member, default: 0] - held.reduce(0) { $0 + $1.fen })
    }

    mutating func reward(_ member: Int, _ fen: Int64, _ hour: Int) {
        wallets[member, default: 0] += fen
        rewards.append((member, fen, hour))
    }

    mutating func register(_ member: Int, _ account: Int, _ hour: Int) {
        guard accounts[member] != account else { return }
        usable[member] = accounts[member] == nil ? hour : hour + 72
        accounts[member] = account
    }

    /// Whether it is done.
    mutating func request(_ member: Int, _ fen: Int64, by person: String, _ hour: Int) -> Bool {
        guard let from = usable[member], from <= hour, fen >= policy.minimum,
            fen <= withdrawable(member, hour), asked(member, hour) + fen <= policy.day
        else { return false }
        let needed = asked(member, hour) + fen > policy.two ? 2 : 1
        wallets[member, default: 0] -= fen
        rows.append(
            Row(member: member, fen: fen, day: day(hour), needed: needed, requester: person))
        return true
    }

    mutating func approve(_ index: Int, by person: String) -> Bool {
        guard rows.indices.contains(index), rows[index].state == "requested",
            rows[index].requester != person, !rows[index].approvers.contains(person),
            !(links[person]?.contains(rows[index].member) ?? false)
        else { return false }
        rows[index].approvers.append(person)
        if rows[index].approvers.count == rows[index].needed { rows[index].state = "approved" }
        return true
    }

    mutating func end(_ index: Int, _ state: String, from: Set<String>) -> Bool {
        guard rows.indices.contains(index), from.contains(rows[index].state) else { return false }
        rows[index].state = state
        if state == "paid" {
            custody -= rows[index].fen
        } else {
            wallets[rows[index].member, default: 0] += rows[index].fen
        }
        return true
    }

    mutating func send(_ indices: [Int]) -> Bool {
        let known = indices.filter { rows.indices.contains($0) && rows[$0].state == "approved" }
        guard !indices.isEmpty, known == indices, Set(indices).count == indices.count else {
            return false
        }
        let sum = indices.reduce(Int64(0)) { $0 + rows[$1].fen }
        let inFlight = rows.filter { $0.state == "sent" }.reduce(Int64(0)) { $0 + $1.fen }
        guard sum <= custody - inFlight else { return false }
        for index in indices { rows[index].state = "sent" }
        return true
    }

    /// A callback that does not fit is recorded, and does nothing.
    mutating func callback(_ index: Int, _ fen: Int64, isPaid: Bool) {
        guard rows.indices.contains(index), rows[index].fen == fen,
            end(index, isPaid ? "paid" : "failed", from: ["sent"])
        else {
            refusedCallbacks += 1
            return
        }
    }
}
