/// Finds the products of a catalog by words, category and merchant. It is made from the products
/// alone, as they are put.
package struct ProductIndex: Sendable {
    /// The numbers of the products under each term, rising.
    private var numbers: [SearchTerm: [UInt64]] = [:]

    package init() {}

    /// Files `product` in place of what it was. O(terms) for a new product; for a changed one
    /// O(products) moves for each term that came or went.
    package mutating func put(_ product: Product, replacing old: Product?) {
        let now = Self.terms(of: product)
        let before = old.map(Self.terms) ?? []
        for term in before.subtracting(now) {
            guard let index = numbers[term]?.place(of: product.id.rawValue).found else { continue }
            numbers[term]?.remove(at: index)
            if numbers[term]?.isEmpty == true { numbers[term] = nil }
        }
        for term in now.subtracting(before) {
            numbers[term, default: []].file(product.id.rawValue)
        }
    }

    private static func terms(of product: Product) -> Set<SearchTerm> {
        var terms: Set<SearchTerm> = []
        for piece in pieces(of: product) { terms.formUnion(SearchTerm.filing(piece)) }
        if !product.details.category.isEmpty {
            terms.insert(.category(product.details.category))
        }
        if !product.details.merchant.isEmpty {
            terms.insert(.merchant(product.details.merchant))
        }
        return terms
    }

    private static func pieces(of product: Product) -> [SearchText.Piece] {
        SearchText.pieces(of: product.title)
            + SearchText.pieces(of: product.details.category)
    }
}

// MARK: - Searching

extension ProductIndex {
    /// At most `limit` products that answer `search`, by their numbers. Looks at no more than
    /// `CatalogLimits.examinedPerPageMax` products, so a page may be short before the last.
    package func search(
        _ search: ProductSearch, from position: PagePosition, limit: Int, in catalog: Catalog
    ) -> ProductPage {
        let asked = SearchText.pieces(of: search.text)
        // A question of nothing but punctuation finds nothing.
        guard search.text.isEmpty || !asked.isEmpty else { return ProductPage() }
        var terms = asked.flatMap(SearchTerm.asking)
        if !search.category.isEmpty { terms.append(.category(search.category)) }
        if !search.merchant.isEmpty { terms.append(.merchant(search.merchant)) }
        guard !terms.isEmpty else {
            let last = catalog.lastProduct
            return page(min(position.after, last) + 1..<last + 1, limit) { number in
                catalog.products[ProductID(rawValue: number)].flatMap {
                    search.matches($0) ? $0 : nil
                }
            }
        }
        var lists = terms.map { numbers[$0] ?? [] }.sorted { $0.count < $1.count }
        lists = Array(lists.prefix(CatalogLimits.termsPerSearchMax))
        let shortest = lists.removeFirst()
        return page(shortest[shortest.place(of: position.after + 1).index...], limit) { number in
            guard lists.allSatisfy({ $0.place(of: number).found != nil }),
                let product = catalog.products[ProductID(rawValue: number)],
                search.matches(product)
            else { return nil }
            let pieces = Self.pieces(of: product)
            let isAnswer = asked.allSatisfy { piece in pieces.contains { $0.answers(piece) } }
            return isAnswer ? product : nil
        }
    }

    private func page(
        _ candidates: some RandomAccessCollection<UInt64>, _ limit: Int,
        _ product: (UInt64) -> Product?
    ) -> ProductPage {
        var page = ProductPage()
        for number in candidates.prefix(CatalogLimits.examinedPerPageMax) {
            page.examined += 1
            guard let found = product(number) else { continue }
            page.products.append(found)
            if page.products.count == limit { break }
        }
        let last = candidates.index(candidates.startIndex, offsetBy: page.examined)
        guard page.examined > 0, last < candidates.endIndex else { return page }
        page.next = PagePosition(after: candidates[candidates.index(before: last)])
        return page
    }
}

extension [UInt64] {
    /// Where `number` is in this rising list, or would be. O(log count).
    fileprivate func place(of number: UInt64) -> (index: Int, found: Int?) {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return (low, low < endIndex && self[low] == number ? low : nil)
    }

    /// Puts `number` in its place, mostly at the end.
    fileprivate mutating func file(_ number: UInt64) {
        guard let last, last >= number else { return append(number) }
        let place = place(of: number)
        if place.found == nil { insert(number, at: place.index) }
    }
}
