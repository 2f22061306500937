import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("What stands beside the tokens of an address")
struct AddressCodesTests {
    private static let grid = GeoGrid(cells: [1, 0.1, 0.01], buckets: 512)

    private func cell(_ point: GeoPoint, _ level: Int) -> [Int] {
        let cell = Self.grid.cell(of: point, level: level)
        return [cell.x, cell.y]
    }

    private func offset(_ point: GeoPoint) -> [Int] {
        let offset = Self.grid.offset(of: point)
        return [offset.x, offset.y]
    }

    @Test("are the cells that a point lies in, from 180° W and 90° S, and the steps in the finest")
    func cells() throws {
        let point = try #require(GeoPoint(longitude: 116.397, latitude: 39.909))
        for (level, expected) in [[296, 129], [2963, 1299], [29639, 12990]].enumerated() {
            #expect(cell(point, level) == expected)
        }
        // 0.7 and 0.9 of 16 steps.
        #expect(offset(point) == [11, 14])
        // A border in decimals belongs to the cell that begins there.
        let corner = try #require(GeoPoint(longitude: 116.3, latitude: 39.9))
        #expect(cell(corner, 1) == [2963, 1299])
        #expect(offset(corner) == [0, 0])
        let west = try #require(GeoPoint(longitude: -0.005, latitude: -0.005))
        #expect(cell(west, 0) == [179, 89])
        #expect(GeoPoint(longitude: 181, latitude: 0) == nil)
        #expect(GeoPoint(longitude: 0, latitude: .nan) == nil)
    }

    @Test("are the distance of two points, in steps of √2 from 10 m on")
    func distances() throws {
        let beijing = try #require(GeoPoint(longitude: 116.397, latitude: 39.909))
        let shanghai = try #require(GeoPoint(longitude: 121.473, latitude: 31.23))
        // By the spherical law of cosines on a sphere of 6371 km.
        #expect(abs(beijing.distance(to: shanghai) - 1_068_201.5) < 1)
        // A degree of latitude is 111,195 m there.
        for (metres, step) in [(5.0, 0), (12, 1), (30, 4), (500, 12), (1e5, 27), (1e6, 31)] {
            let other = try #require(
                GeoPoint(longitude: 116.397, latitude: 39.909 - metres / 111_194.93))
            #expect(GeoGrid.distanceStep(of: beijing, from: other) == step, "\(metres) m")
        }
    }

    @Test("are the numbers of province, city and district, counted through the table")
    func divisions() throws {
        let codes = try AddressCodes(AddressPlan(divisions: "built-in"))
        // 8 provinces, 12 cities that are written, 38 districts, and none.
        #expect(codes.count == 1 + 8 + 12 + 38 && codes.rowCount == 3)
        func numbers(_ text: String, _ pair: String? = nil) -> [[Int]] {
            let found = codes.numbers(of: TextExample(id: ExampleID("1"), text: text, pair: pair))
            return [found.first, found.second]
        }
        // Jiangsu is the third province, Nanjing the first city, Xuanwu the ninth district.
        #expect(numbers("江苏省南京市玄武区珠江路1号")[0] == [1 + 2, 9 + 0, 21 + 8])
        // Beijing is the second, has no city, and Haidian is the seventh district.
        #expect(
            numbers("北京市海淀区中关村大街1号", "海淀区中关村大街1号")
                == [[1 + 1, 0, 21 + 6], [1 + 1, 0, 21 + 6]])
        #expect(numbers("珠江路1号", nil) == [[0, 0, 0], [0, 0, 0]])
    }

    @Test("stand in rows of their own for each token, the text's own, and nothing in padding")
    func rows() throws {
        let grid = AddressPlan.Coordinates(longitude: "x", latitude: "y", cells: [1], buckets: 16)
        let codes = try AddressCodes(AddressPlan(divisions: "built-in", coordinates: grid))
        #expect(codes.rowCount == 3 + 1 + 2 + 1 && codes.count == 59 + 16 + 16 + 16 + 32)
        var example = TextExample(
            id: ExampleID("1"), text: "江苏省南京市玄武区珠江路1号", pair: "珠江路1号")
        example.point = GeoPoint(longitude: 118.5, latitude: 32.25)
        let encoding = TokenEncoding(ids: [2, 7, 3, 8, 3], segments: [0, 0, 0, 1, 1])
        let numbers = codes.numbers(of: example)
        let bucket = GeoGrid(cells: [1], buckets: 16).bucket(of: (298, 122), level: 0)
        #expect((0..<16).contains(bucket))
        // Half and a quarter of a degree in 16 steps; no second point, so no distance.
        #expect(
            numbers.first == [3, 9, 29, 59 + bucket, 59 + 16 + 8, 59 + 32 + 4, 0])
        #expect(numbers.second == [0, 0, 0, 0, 0, 0, 0])
        let tokens = try [encoding].padded(to: .exactly(6), padding: 0)
            .adding([encoding.rows(numbers, length: 6)], rows: 7)
        #expect(tokens.shape == [1, 10, 6])
        #expect(
            Array(tokens.values[..<18]) == [2, 7, 3, 8, 3, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0])
        #expect(Array(tokens.values[18..<24]) == [3, 3, 3, 0, 0, 0])
        let batch = try tokens.tensor()
        let further = try batch.furtherTokenRows()
        #expect(batch.isTokenBatch && further?.shape == [1, 7, 6])
        let bare = try TokenBatch.tensor(ids: [[2, 3]]).furtherTokenRows()
        #expect(bare == nil)
    }

    @Test("say of each token the longest run with it that the other text has")
    func overlap() throws {
        let codes = try AddressCodes(AddressPlan(divisions: "built-in", overlap: true))
        #expect(codes.rowCount == 4 && codes.count == 59 + 5)
        let example = TextExample(id: ExampleID("1"), text: "a", pair: "b")
        let encoding = TokenEncoding(
            ids: [2, 10, 11, 12, 4, 13, 14, 3, 13, 4, 14, 12, 10, 11, 12, 3],
            segments: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1])
        let rows = codes.rows(of: example, as: encoding, special: [0, 2, 3, 4], length: 18)
        // 10, 11, 12 come together in both, 13 and 14 beside other tokens; 4 hides a word.
        let runs: [Int64?] = [
            nil, 3, 3, 3, nil, 1, 1, nil, 1, nil, 1, 1, 3, 3, 3, nil, nil, nil,
        ]
        #expect(Array(rows[54...]) == runs.map { $0.map { 59 + $0 } ?? 0 })
        #expect(rows[..<54].allSatisfy { $0 == 0 })
        // Of a single text nothing is known.
        let single = TokenEncoding(ids: [2, 10, 10, 3], segments: [0, 0, 0, 0])
        #expect(TokenOverlap.runs(in: single, special: [2, 3]) == [nil, nil, nil, nil])
    }

    @Test(
        "are, of runs, those that comparing all stretches of both texts finds", arguments: 0..<20)
    func runs(_ seed: Int) throws {
        var random = RandomStream(UInt64(seed))
        let counts = [random.integer(below: 12), 1 + random.integer(below: 12)]
        let ids = (0..<counts[0] + counts[1]).map { _ in Int32(random.integer(below: 4)) }
        let segments =
            [Int32](repeating: 0, count: counts[0])
            + Array(repeating: 1, count: counts[1])
        // A token of 0 belongs to neither text.
        let stretches = (0..<ids.count).flatMap { start in
            (start..<ids.count).map { start...$0 }.filter { range in
                segments[range.lowerBound] == segments[range.upperBound]
                    && !ids[range].contains(0)
            }
        }
        let expected = ids.indices.map { place -> Int? in
            let hasSecond = ids.indices.contains { segments[$0] == 1 && ids[$0] != 0 }
            guard ids[place] != 0, hasSecond else { return nil }
            let shared = stretches.filter { own in
                own.contains(place)
                    && stretches.contains {
                        segments[$0.lowerBound] != segments[place] && ids[$0] == ids[own]
                    }
            }
            return min(shared.map(\.count).max() ?? 0, TokenOverlap.longest)
        }
        let encoding = TokenEncoding(ids: ids, segments: segments)
        #expect(TokenOverlap.runs(in: encoding, special: [0]) == expected)
    }

    @Test("are the same from the file beside a network")
    func file() throws {
        let place = try TemporaryFolder()
        let folder = URL(filePath: place.path)
        let plan = AddressPlan(
            divisions: "built-in", coordinates: .init(longitude: "x", latitude: "y"))
        let codes = try AddressCodes(plan)
        try codes.write(to: folder)
        let read = try AddressCodes(folder: folder)
        #expect(read.content == codes.content && read.contentHash == codes.contentHash)
        #expect(read.count == codes.count && read.rowCount == codes.rowCount)
        #expect(throws: TextError.self) {
            try AddressCodes(folder: folder.appending(path: "nowhere"))
        }
    }

    @Test(
        "are refused from a file whose cells nobody could count",
        arguments: [
            "[1, 1e-300]", "[0.1, 1]", "[-1]", "[]", "[1], \"x\": 1, \"buckets\": 5",
        ])
    func hostileFile(_ cells: String) throws {
        let place = try TemporaryFolder()
        let folder = URL(filePath: place.path)
        let buckets = cells.contains("buckets") ? "" : ", \"buckets\": 512"
        try Data("{\"grid\": {\"cells\": \(cells)\(buckets)}}".utf8)
            .write(to: folder.appending(path: "address.json"))
        let error = #expect(throws: TextError.self) { try AddressCodes(folder: folder) }
        #expect("\(try #require(error))".contains("address.json"))
    }
}
