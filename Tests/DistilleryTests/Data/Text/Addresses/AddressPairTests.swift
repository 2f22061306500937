import Foundation
import Testing

@testable import Distillery

@Suite("Address pairs that are made up")
struct AddressPairTests {
    private let pairs = (0..<400).flatMap { AddressPairs(seed: 5).pairs(ofQuery: $0) }

    private func pairs(_ change: AddressChange) -> [TextExample] {
        pairs.filter { $0.change == change }.map(\.example)
    }

    /// The text with digits in one form, as far as a text comparison needs it.
    private func plain(_ text: String?) -> String {
        let characters = Array(text ?? "")
        var result = characters
        for number in WrittenNumber.all(in: characters).reversed() {
            result.replaceSubrange(number.range, with: number.digits)
        }
        return String(result)
    }

    @Test("have every kind of change, with the class that it implies")
    func changes() {
        #expect(Set(pairs.map(\.change)) == Set(AddressChange.allCases))
        #expect(pairs.allSatisfy { $0.example.label == $0.change.label })
        let shares = (0..<3).map { label in
            Double(pairs.count { $0.example.label == label }) / Double(pairs.count)
        }
        for (share, expected) in zip(shares, [0.4, 0.3, 0.3]) {
            #expect(abs(share - expected) < 0.04)
        }
    }

    @Test("are the same in every run, and others from another seed")
    func deterministic() {
        #expect(AddressPairs(seed: 5).pairs(ofQuery: 7) == AddressPairs(seed: 5).pairs(ofQuery: 7))
        #expect(AddressPairs(seed: 5).pairs(ofQuery: 7) != AddressPairs(seed: 6).pairs(ofQuery: 7))
        // The data that a seed stands for is part of what was measured with it.
        let first = SyntheticAddresses.dataset(.train, .init(count: 20))
        #expect(first.contentHash().hasPrefix("4422f16e"))
    }

    @Test("keep the building in a rewritten address, and its estate or number")
    func rewritten() {
        for example in pairs(.rewritten) {
            let (text, pair) = (plain(example.text), plain(example.pair))
            let building = /([0-9]+)(号楼|栋|幢|座)/
            #expect(text.firstMatch(of: building)?.1 == pair.firstMatch(of: building)?.1)
        }
    }

    @Test("name another number on the same road, or another building")
    func partial() {
        let road = /([^区镇道]+?(路|街|大道|巷))([0-9]+)号/
        for example in pairs(.otherNumber) {
            let (text, pair) = (plain(example.text), plain(example.pair))
            let numbers = [text, pair].map { $0.firstMatch(of: road)?.3 }
            #expect(numbers[0] != numbers[1] && numbers[1] != nil, "\(text) \(pair)")
        }
        let building = /([0-9]+)(号楼|栋|幢|座)/
        for example in pairs(.otherBuilding) {
            let (text, pair) = (plain(example.text), plain(example.pair))
            #expect(text.firstMatch(of: building)?.1 != pair.firstMatch(of: building)?.1)
        }
    }

    @Test("of no match differ in a name though numbers are the same")
    func none() {
        #expect(pairs(.otherDistrict).count > 20)
        let exchanged = pairs(.exchanged)
        let same = exchanged.filter { example in
            let kept = Set(plain(example.text)).intersection(plain(example.pair))
            return Double(kept.count) >= 0.6 * Double(Set(plain(example.pair)).count)
        }
        // The characters are much the same, only elsewhere.
        #expect(Double(same.count) > 0.6 * Double(exchanged.count))
    }

    @Test("are groups by query, with different texts in each")
    func groups() {
        for group in Dictionary(grouping: pairs.map(\.example), by: { $0.group }).values {
            #expect(group.count == 5)
            #expect(Set(group.map(\.text)).count == 1)
            #expect(Set(group.compactMap(\.pair)).count == 5)
        }
    }

    @Test("have no query in both splits of the synthetic dataset")
    func splits() {
        let options = SyntheticAddresses.Options(count: 2000)
        let train = SyntheticAddresses.dataset(.train, options)
        let val = SyntheticAddresses.dataset(.val, options)
        #expect(train.count == 2000 && val.count == 500)
        #expect(train.groupsShared(with: val).isEmpty)
        #expect(Set(train.examples.map(\.text)).isDisjoint(with: val.examples.map(\.text)))
        #expect(train.classNames == ["no match", "partial match", "full match"])
        #expect(Set(train.examples.map(\.id)).count == 2000)
    }

    @Test("fit any table of divisions, however small")
    func smallTable() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("{\"甲省\": {\"乙市\": {\"丙区\": []}}}", to: "a.json")
        let pairs = AddressPairs(try DivisionTable(path: path), pairsPerQuery: 40)
        #expect(pairs.examples(200).count == 200)
        let texts = SyntheticAddresses.texts(.train, .init(count: 50))
        #expect(texts.examples.allSatisfy { !$0.text.isEmpty } && texts.count == 50)
    }

    @Test("options are the same after writing and reading, and bounds are kept")
    func options() throws {
        let options = SyntheticAddresses.Options(count: 12, seed: 3, pairsPerQuery: 2)
        let data = try JSONEncoder().encode(options)
        #expect(try JSONDecoder().decode(SyntheticAddresses.Options.self, from: data) == options)
        #expect(throws: RecipeError.self) {
            try JSONDecoder().decode(
                SyntheticAddresses.Options.self, from: Data("{\"count\": 0}".utf8))
        }
    }
}
