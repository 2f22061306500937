import Foundation

/// The lines of text that `make.py` makes from the same seed.
struct SeededLines {
    private struct Material: Decodable {
        var places: [String]
        var streets: [String]
        var ends: [String]
        var words: [String]
        var marks: [String]
        var odd: [String]
        var emoji: [String]
        var tokens: [String]
        var blocks: [[UInt32]]
    }

    private let material: Material
    private var state: UInt64

    init(seed: UInt64) throws {
        material = try TokenizerFixture.load("material")
        state = seed
    }

    /// SplitMix64, its upper 32 bits modulo `count`.
    private mutating func below(_ count: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) >> 32) % count
    }

    private mutating func one<Element>(_ list: KeyPath<Material, [Element]>) -> Element {
        let list = material[keyPath: list]
        return list[below(list.count)]
    }

    private mutating func scalar() -> String {
        let block = one(\.blocks)
        let code = block[0] + UInt32(below(Int(block[1] - block[0]) + 1))
        return Unicode.Scalar(code).map { String(Character($0)) } ?? ""
    }

    private mutating func word() -> String {
        switch below(12) {
        case 0..<6: one(\.words)
        case 6..<8: one(\.words) + one(\.marks)
        case 8: one(\.places)
        case 9: String(below(100_000))
        case 10: one(\.emoji)
        default: one(\.words) + scalar()
        }
    }

    private mutating func line() -> String {
        var text = ""
        switch below(6) {
        case 0..<2:
            text = one(\.places)
            for _ in 0..<1 + below(3) { text += one(\.streets) + String(below(2000)) + one(\.ends) }
        case 2..<4:
            var words: [String] = []
            for _ in 0..<1 + below(12) { words.append(word()) }
            text = words.joined(separator: " ")
        default:
            for _ in 0..<below(24) {
                switch below(8) {
                case 0..<4: text += scalar()
                case 4: text += one(\.odd)
                case 5: text += one(\.emoji)
                case 6: text += word()
                default: text += one(\.tokens)
                }
            }
        }
        return text
    }

    mutating func lines(_ count: Int) -> [String] { (0..<count).map { _ in line() } }
}
