/// A set of scalars as a regular expression spells one.
struct ScalarSet: Sendable {
    enum Member: Sendable {
        case range(ClosedRange<UInt32>)
        case scalarClass(ScalarClass)
        case categories([Unicode.GeneralCategory])
        case set(ScalarSet)
    }

    var members: [Member] = []
    var isNegated = false
    /// Whether a scalar also belongs where its other case does.
    var ignoresCase = false

    func contains(_ scalar: UInt32) -> Bool {
        let isIn =
            ignoresCase
            ? Self.cases(of: scalar).contains(where: hasMember) : hasMember(scalar)
        return isIn != isNegated
    }

    private func hasMember(_ scalar: UInt32) -> Bool {
        for member in members {
            let isIn =
                switch member {
                case .range(let range): range.contains(scalar)
                case .scalarClass(let scalarClass):
                    ScalarClass.table[scalar].contains(scalarClass)
                case .categories(let categories):
                    Unicode.Scalar(scalar).map { categories.contains(Self.category($0)) } ?? false
                case .set(let set): set.contains(scalar)
                }
            if isIn { return true }
        }
        return false
    }

    /// The category that Unicode 16 gives, which the library's patterns go by.
    private static func category(_ scalar: Unicode.Scalar) -> Unicode.GeneralCategory {
        let properties = scalar.properties
        return properties.age.map { $0.major > 16 } == true
            ? .unassigned : properties.generalCategory
    }

    /// A scalar with its lower and upper case, where those are single scalars.
    private static func cases(of scalar: UInt32) -> [UInt32] {
        let lower = single(scalar) { $0.properties.lowercaseMapping }
        let upper = single(scalar) { $0.properties.uppercaseMapping }
        return [scalar, lower, upper, single(upper) { $0.properties.lowercaseMapping }]
    }

    private static func single(_ scalar: UInt32, _ map: (Unicode.Scalar) -> String) -> UInt32 {
        guard let mapped = Unicode.Scalar(scalar).map(map)?.unicodeScalars,
            let first = mapped.first, mapped.count == 1
        else { return scalar }
        return first.value
    }
}

extension ScalarSet {
    /// The scalars of `\p{name}`; `nil` where the name is not known.
    static func property(_ name: String) -> [Member]? {
        switch name {
        case "L", "Letter": [.scalarClass(.letter)]
        case "N", "Number": [.scalarClass(.number)]
        case "M", "Mark": [.categories([.nonspacingMark, .spacingMark, .enclosingMark])]
        case "P", "Punct", "Punctuation":
            [
                .categories([
                    .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
                    .initialPunctuation, .finalPunctuation, .otherPunctuation,
                ])
            ]
        case "S", "Symbol":
            [.categories([.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol])]
        case "Z", "Separator":
            [.categories([.spaceSeparator, .lineSeparator, .paragraphSeparator])]
        case "C", "Other":
            [.categories([.control, .format, .surrogate, .privateUse, .unassigned])]
        default: category(name).map { [.categories([$0])] }
        }
    }

    private static func category(_ name: String) -> Unicode.GeneralCategory? {
        switch name {
        case "Lu": .uppercaseLetter
        case "Ll": .lowercaseLetter
        case "Lt": .titlecaseLetter
        case "Lm": .modifierLetter
        case "Lo": .otherLetter
        case "Mn": .nonspacingMark
        case "Mc": .spacingMark
        case "Me": .enclosingMark
        case "Nd": .decimalNumber
        case "Nl": .letterNumber
        case "No": .otherNumber
        case "Pc": .connectorPunctuation
        case "Pd": .dashPunctuation
        case "Ps": .openPunctuation
        case "Pe": .closePunctuation
        case "Pi": .initialPunctuation
        case "Pf": .finalPunctuation
        case "Po": .otherPunctuation
        case "Sm": .mathSymbol
        case "Sc": .currencySymbol
        case "Sk": .modifierSymbol
        case "So": .otherSymbol
        case "Zs": .spaceSeparator
        case "Zl": .lineSeparator
        case "Zp": .paragraphSeparator
        case "Cc": .control
        case "Cf": .format
        case "Co": .privateUse
        case "Cn": .unassigned
        default: nil
        }
    }
}
