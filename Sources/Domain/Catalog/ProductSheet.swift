/// What is wrong with a line of a sheet of products.
package struct SheetFault: Error, Hashable, Sendable {
    package let column: String
    package let sentence: String
}

/// The columns of a CSV file of products, as its first line names them (RFC 4180; a line break
/// within a cell is not taken). A column that is left out has its usual value.
package struct ProductSheet: Sendable {
    enum Column: String, CaseIterable, Sendable {
        case product, title, description, images, category, merchant, delivery, status, stock
        case price = "price_fen"
        case costFen = "cost_fen"
        case commissionFen = "commission_fen"
        case platformFen = "platform_fen"
        case taxFen = "tax_fen"
        case paymentFeeFen = "payment_fee_fen"
        case contributionFen = "contribution_fen"
        case costBps = "cost_bps"
        case commissionBps = "commission_bps"
        case platformBps = "platform_bps"
        case taxBps = "tax_bps"
        case paymentFeeBps = "payment_fee_bps"
        case contributionBps = "contribution_bps"

        static let amounts: [Column] = [
            .costFen, .commissionFen, .platformFen, .taxFen, .paymentFeeFen, .contributionFen,
        ]
        static let rates: [Column] = [
            .costBps, .commissionBps, .platformBps, .taxBps, .paymentFeeBps, .contributionBps,
        ]
    }

    private let places: [Column: Int]
    private let count: Int
    private let isSplitByRates: Bool

    /// Refuses a first line that does not say enough, or says it twice.
    package init(columns line: some Collection<UInt8>) throws(SheetFault) {
        let names = try Self.cells(of: line)
        var places: [Column: Int] = [:]
        for (place, name) in names.enumerated() {
            guard let column = Column(rawValue: name), places[column] == nil else {
                let known = Column.allCases.map(\.rawValue).joined(separator: ", ")
                throw SheetFault(
                    column: String(name.prefix(40)),
                    sentence: "name each column once, of these: \(known)")
            }
            places[column] = place
        }
        for needed in [Column.title, .price] where places[needed] == nil {
            throw SheetFault(column: needed.rawValue, sentence: "the column is missing; add it")
        }
        let hasAmounts = Column.amounts.contains { places[$0] != nil }
        let hasRates = Column.rates.contains { places[$0] != nil }
        guard hasAmounts != hasRates else {
            throw SheetFault(
                column: hasRates ? "cost_bps" : "cost_fen",
                sentence: "say where the price goes either in fen or in basis points")
        }
        self.places = places
        count = names.count
        isSplitByRates = hasRates
    }

    /// The product that a line describes. Refuses what is not written as its column asks; what
    /// the catalog refuses is another matter.
    package func draft(_ line: some Collection<UInt8>) throws(SheetFault) -> ProductDraft {
        let cells = try Self.cells(of: line)
        guard cells.count == count else {
            throw SheetFault(
                column: "all", sentence: "the line has \(cells.count) cells; give \(count)")
        }
        let row = Row(cells: cells, places: places)
        let price = Money(fen: try row.number(.price))
        let product = try row.number(.product)
        let stock = row[.stock]
        let images = row[.images].split(separator: " ").map(String.init)
        return ProductDraft(
            id: product == 0 ? nil : ProductID(rawValue: UInt64(product)), title: row[.title],
            details: ProductDetails(
                description: row[.description], images: images, category: row[.category],
                merchant: row[.merchant]),
            delivery: try row.choice(.delivery, usual: .shipped),
            status: try row.choice(.status, usual: .onSale),
            pricing: .fixed(price: price, waterfall: try waterfall(row, price)),
            stockIsUnlimited: stock == "unlimited",
            openingStock: stock == "unlimited" ? 0 : try row.number(.stock))
    }

    private func waterfall(_ row: Row, _ price: Money) throws(SheetFault) -> Waterfall {
        var parts: [Int64] = []
        for column in isSplitByRates ? Column.rates : Column.amounts {
            parts.append(try row.number(column))
        }
        do throws(WaterfallRejection) {
            guard isSplitByRates else {
                let money = parts.map { Money(fen: $0) }
                return try Waterfall(
                    cost: money[0], commission: money[1], platform: money[2], tax: money[3],
                    paymentFee: money[4], contribution: money[5])
            }
            let rates = parts.map { BasisPoints(Int(clamping: $0)) }
            return try WaterfallRates(
                cost: rates[0], commission: rates[1], platform: rates[2], tax: rates[3],
                paymentFee: rates[4], contribution: rates[5]
            ).applied(to: price)
        } catch {
            let column = isSplitByRates ? Column.costBps : Column.costFen
            throw SheetFault(column: column.rawValue, sentence: error.sentence)
        }
    }

    private struct Row {
        let cells: [String]
        let places: [Column: Int]

        /// Empty where the column is left out.
        subscript(column: Column) -> String { places[column].map { cells[$0] } ?? "" }

        /// A whole number from 0; 0 for an empty cell.
        func number(_ column: Column) throws(SheetFault) -> Int64 {
            let text = self[column]
            guard !text.isEmpty else { return 0 }
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text)
            else {
                throw SheetFault(
                    column: column.rawValue,
                    sentence: "\"\(text.prefix(20))\" is no whole number from 0; give one")
            }
            return number
        }

        func choice<Value: RawRepresentable<String> & CaseIterable>(
            _ column: Column, usual: Value
        ) throws(SheetFault) -> Value {
            let text = self[column]
            guard !text.isEmpty else { return usual }
            guard let value = Value(rawValue: text) else {
                let values = Value.allCases.map(\.rawValue).joined(separator: ", ")
                throw SheetFault(
                    column: column.rawValue,
                    sentence: "\"\(text.prefix(20))\" is none of \(values); give one of these")
            }
            return value
        }
    }
}

// MARK: - Cells

extension ProductSheet {
    /// The cells of a line without its line feed; quotes around a cell are taken off, two quotes
    /// within it are one.
    static func cells(of line: some Collection<UInt8>) throws(SheetFault) -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var wasQuote = false
        for byte in line {
            switch (byte, isQuoted) {
            case (UInt8(ascii: "\""), true):
                isQuoted = false
                wasQuote = true
                continue
            case (UInt8(ascii: "\""), false) where wasQuote:
                cell.append(byte)
                isQuoted = true
            case (UInt8(ascii: "\""), false) where cell.isEmpty: isQuoted = true
            case (UInt8(ascii: ","), false):
                cells.append(try text(cell))
                cell.removeAll(keepingCapacity: true)
            default: cell.append(byte)
            }
            wasQuote = false
        }
        guard !isQuoted else {
            throw SheetFault(column: "all", sentence: "a quote is not closed in its line; close it")
        }
        if cell.last == UInt8(ascii: "\r") { cell.removeLast() }
        cells.append(try text(cell))
        return cells
    }

    private static func text(_ bytes: [UInt8]) throws(SheetFault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SheetFault(
                column: "all", sentence: "the line is not UTF-8; save the file as UTF-8")
        }
        return text
    }
}
