/// Text as search sees it: words of letters and digits without regard to case, and runs of
/// characters that are written without spaces, such as Chinese.
package enum SearchText {
    struct Piece: Hashable, Sendable {
        /// Of a run any part is found; of a word its beginning.
        var isRun: Bool
        var scalars: [Unicode.Scalar]

        /// Whether this piece of a text is what that piece of a question asks for. O(length).
        func answers(_ asked: Piece) -> Bool {
            guard isRun == asked.isRun, scalars.count >= asked.scalars.count else { return false }
            guard isRun else { return scalars.starts(with: asked.scalars) }
            return (0...scalars.count - asked.scalars.count).contains { start in
                scalars[start...].starts(with: asked.scalars)
            }
        }
    }

    /// Full-width letters count as the usual ones, accents as a part of their letter.
    static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var open: Piece?
        for scalar in text.unicodeScalars {
            let kind = Kind(scalar)
            switch kind {
            case .mark: continue
            case .gap:
                if let piece = open { pieces.append(piece) }
                open = nil
            case .letter, .ideograph:
                let isRun = kind == .ideograph
                if let piece = open, piece.isRun != isRun {
                    pieces.append(piece)
                    open = nil
                }
                var piece = open ?? Piece(isRun: isRun, scalars: [])
                open = nil
                appendFolded(scalar, to: &piece.scalars)
                open = piece
            }
        }
        if let piece = open { pieces.append(piece) }
        return pieces
    }

    private enum Kind {
        case letter
        case ideograph
        /// Belongs to the letter before it.
        case mark
        case gap

        init(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: self = .letter
            case 0...0x7F: self = .gap
            // Kana; CJK ideographs with their extensions and compatibility forms.
            case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
                0x20000...0x323AF:
                self = .ideograph
            default:
                let properties = scalar.properties
                if properties.generalCategory == .nonspacingMark {
                    self = .mark
                } else {
                    let isLetter = properties.isAlphabetic || properties.numericType != nil
                    self = isLetter ? .letter : .gap
                }
            }
        }
    }

    private static func appendFolded(
        _ scalar: Unicode.Scalar, to scalars: inout [Unicode.Scalar]
    ) {
        switch scalar.value {
        case 0x41...0x5A: scalars.append(Unicode.Scalar(UInt8(scalar.value + 0x20)))
        case 0...0x7F: scalars.append(scalar)
        case 0xFF01...0xFF5E:
            let plain = UInt8(truncatingIfNeeded: scalar.value - 0xFEE0)
            appendFolded(Unicode.Scalar(plain), to: &scalars)
        default: scalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
        }
    }
}

/// What an index files products under: a hash, so that many terms take little memory. Two terms
/// of one hash do no harm, since what is found is compared with the text.
struct SearchTerm: Hashable, Sendable {
    /// Longer beginnings of words are compared with the text alone.
    static let prefixMax = 8

    let hash: UInt64

    private enum Kind: UInt8 {
        case word, run, category, merchant
    }

    private init(_ kind: Kind, _ scalars: some Sequence<Unicode.Scalar>) {
        hash = scalars.reduce(FNV.start.adding(kind.rawValue)) { $0.adding($1.value) }.value
    }

    static func category(_ name: String) -> SearchTerm { .init(.category, name.unicodeScalars) }
    static func merchant(_ name: String) -> SearchTerm { .init(.merchant, name.unicodeScalars) }

    /// What a product with this piece is filed under.
    static func filing(_ piece: SearchText.Piece) -> [SearchTerm] {
        let scalars = piece.scalars
        guard piece.isRun else {
            return (1...min(prefixMax, scalars.count)).map { .init(.word, scalars.prefix($0)) }
        }
        let singles = scalars.map { SearchTerm(.run, CollectionOfOne($0)) }
        return singles + pairs(scalars)
    }

    /// Where to look for this piece of a question.
    static func asking(_ piece: SearchText.Piece) -> [SearchTerm] {
        guard piece.isRun else { return [.init(.word, piece.scalars.prefix(prefixMax))] }
        return piece.scalars.count == 1 ? [.init(.run, piece.scalars)] : pairs(piece.scalars)
    }

    private static func pairs(_ scalars: [Unicode.Scalar]) -> [SearchTerm] {
        zip(scalars, scalars.dropFirst()).map { .init(.run, [$0, $1]) }
    }
}

/// FNV-1a of 64 bits: the same in every process.
struct FNV: Sendable {
    private(set) var value: UInt64

    static let start = FNV(value: 0xCBF2_9CE4_8422_2325)

    func adding(_ byte: UInt8) -> FNV {
        FNV(value: (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3)
    }

    /// The four bytes of `number`, lowest first.
    func adding(_ number: UInt32) -> FNV {
        (0..<4).reduce(self) { $0.adding(UInt8(truncatingIfNeeded: number >> (8 * $1))) }
    }

    func adding(_ text: String) -> FNV {
        text.utf8.reduce(self) { $0.adding($1) }.adding(UInt8(0xFF))
    }
}
