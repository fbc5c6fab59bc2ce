import ArgumentParser

/// An amount in yuan on the command line, such as `1000` or `19.90`: exact, never rounded.
struct YuanArgument: ExpressibleByArgument, Equatable, Sendable {
    var fen: Int64

    init(fen: Int64) { self.fen = fen }

    init?(argument: String) {
        guard let fen = Decimals.scaled(argument, places: 2) else { return nil }
        self.fen = fen
    }

    var defaultValueDescription: String { FigureText.yuan(fen) }
}

/// An amount of points on the command line, such as `210` or `0.5`: exact, never rounded.
struct PointsArgument: ExpressibleByArgument, Equatable, Sendable {
    var units: Int64

    init?(argument: String) {
        guard let units = Decimals.scaled(argument, places: 6) else { return nil }
        self.units = units
    }
}

/// Six amounts that sum to a price, such as `300,300,100,0,0,300`: cost, commission, platform,
/// tax, payment fee, contribution to the reserve.
struct SixParts: Equatable, Sendable {
    static let names = "cost,commission,platform,tax,fee,contribution"

    let values: [Int64]

    /// Nil unless there are six, each with at most `places` decimal places.
    init?(_ text: String, places: Int) {
        let cells = text.split(separator: ",", omittingEmptySubsequences: false)
        let values = cells.compactMap { Decimals.scaled(String($0), places: places) }
        guard cells.count == 6, values.count == 6 else { return nil }
        self.values = values
    }
}

enum Decimals {
    /// `text` times 10^places. Nil for anything but digits with at most so many places, and for
    /// what does not fit 63 bits.
    static func scaled(_ text: String, places: Int) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let whole = UInt64(digits: parts[0]) else {
            return nil
        }
        var digits = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || UInt64(digits: digits) != nil, digits.utf8.count <= places else {
            return nil
        }
        digits += String(repeating: "0", count: places - digits.utf8.count)
        return Int64(places == 0 ? "\(whole)" : "\(whole)\(digits)")
    }
}
