import Foundation
import Wire

/// What an import of the sample leads to, by a model that shares no code with this repository.
struct SampleFigures: Equatable, Sendable {
    var ordersSettled: UInt64
    var ordersGranted: UInt64
    var reserveFen: Int64
    var supplyUnits: Int64
    var exits: UInt64
    var splits: UInt64
    /// Fen by member; empty wallets left out.
    var wallets: [UInt64: Int64]

    /// What the services say.
    init(_ progress: GetProgressResponse, _ pool: GetPoolResponse, _ wallets: [Wallet]) {
        ordersSettled = progress.settled
        ordersGranted = progress.granted
        reserveFen = pool.reserveFen
        supplyUnits = pool.supplyUnits
        exits = pool.exits
        splits = pool.splits
        self.wallets = Dictionary(wallets.map { ($0.member, $0.balanceFen) }) { $1 }
    }

    /// Reads `{"orders_settled": …, "reserve": …, "wallets": {"4": 7039}, …}`.
    init(parsing bytes: Data) throws(Failure) {
        let file = try JSONObject(try JSONValue(parsing: bytes), place: "the file")
        ordersSettled = try file.count("orders_settled")
        ordersGranted = try file.count("orders_granted")
        reserveFen = try file.whole("reserve")
        supplyUnits = try file.whole("supply")
        exits = try file.count("exits")
        splits = try file.count("splits")
        let object = try file.object("wallets", place: "wallets")
        var wallets: [UInt64: Int64] = [:]
        for key in object.keys {
            guard let member = UInt64(digits: key) else {
                throw Failure(.malformedInput, "wallets: \"\(key)\" is no member's number")
            }
            wallets[member] = try object.whole(key)
        }
        self.wallets = wallets
    }

    /// Every figure of `self`, as expected, beside that of `found`.
    func checks(_ found: SampleFigures, platform: String) -> [FigureCheck] {
        func check(_ what: String, _ figure: (SampleFigures) -> String) -> FigureCheck {
            FigureCheck(what: "\(platform), \(what)", expected: figure(self), found: figure(found))
        }
        return [
            check("orders settled") { FigureText.count($0.ordersSettled) },
            check("orders with points") { FigureText.count($0.ordersGranted) },
            check("reserve") { FigureText.yuan($0.reserveFen) },
            check("supply") { FigureText.points($0.supplyUnits) },
            check("exits") { FigureText.count($0.exits) },
            check("splits") { FigureText.count($0.splits) },
            check("wallets") { $0.walletsText },
        ]
    }

    /// Such as `member 4: 70.39`.
    private var walletsText: String {
        let texts = wallets.sorted { $0.key < $1.key }.map { member, fen in
            "member \(member): \(FigureText.yuan(fen))"
        }
        return texts.isEmpty ? "none" : texts.joined(separator: ", ")
    }
}

extension JSONObject {
    fileprivate func count(_ key: String) throws(Failure) -> UInt64 {
        let number = try whole(key)
        guard number >= 0 else { throw fault(key, .whole(number), "give 0 or more") }
        return UInt64(number)
    }
}
