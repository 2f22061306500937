import Foundation
import Torch

/// Numbers that stand beside the tokens of an address: its divisions, its place, how far both texts of a
/// pair are apart, what of one the other has.
///
/// All are places in one table of vectors, of which a network adds up those that a token has; 0 is none.
/// The rows of a token are, in this order, province, city and district; a cell of each grid, the steps
/// eastwards and northwards within the last; the distance; the run of tokens that both texts have. What a
/// plan leaves out has no row.
public struct AddressCodes: Sendable {
    /// What decides the numbers.
    struct Content: Codable, Sendable, Equatable {
        var divisions: DivisionNames?
        var grid: GeoGrid?
        /// Whether each token says what the other text has of what stands around it; nil is no.
        var overlap: Bool?
    }

    let content: Content
    private let divisions: DivisionCodes?
    /// The first place of each row's numbers in the table, and one behind the last.
    private let starts: [Int]

    /// - Throws: `TextDataError` for a file that is no table of divisions.
    init(_ plan: AddressPlan) throws(TextDataError) {
        var names: DivisionNames?
        if let path = plan.divisions {
            names = DivisionNames(
                path == Self.builtIn ? .builtIn : try DivisionTable(path: path))
        }
        self.init(
            Content(
                divisions: names,
                grid: plan.coordinates.map { GeoGrid(cells: $0.cells, buckets: $0.buckets) },
                overlap: plan.overlap ? true : nil))
    }

    init(_ content: Content) {
        self.content = content
        divisions = content.divisions.map(DivisionCodes.init)
        var sizes = divisions?.counts ?? []
        if let grid = content.grid {
            sizes += grid.cells.map { _ in grid.buckets }
            sizes += [GeoGrid.steps, GeoGrid.steps, GeoGrid.distances]
        }
        if content.overlap == true { sizes.append(TokenOverlap.longest + 1) }
        starts = sizes.reduce(into: [1]) { $0.append($0[$0.count - 1] + $1) }
    }

    /// What a recipe calls the small table of this library.
    static let builtIn = "built-in"
    static let fileName = "address.json"

    /// The vectors of the table, that of 0 included.
    var count: Int { starts[starts.count - 1] }
    /// How many numbers a token has.
    var rowCount: Int { starts.count - 1 }

    /// The numbers of an example's tokens, row by row; 0 in padding.
    ///
    /// - Parameter special: the tokens that belong to none of the texts.
    func rows(
        of example: TextExample, as encoding: TokenEncoding, special: Set<Int32>, length: Int
    ) -> [Int64] {
        var rows = encoding.rows(numbers(of: example), length: length)
        if content.overlap == true, let start = starts.dropLast().last {
            rows += TokenOverlap.runs(in: encoding, special: special).map { run in
                run.map { Int64(start + $0) } ?? 0
            }
            rows += repeatElement(0, count: length - encoding.count)
        }
        return rows
    }

    /// The numbers of both texts of an example that are the same for all of a text's tokens.
    func numbers(of example: TextExample) -> (first: [Int], second: [Int]) {
        var step: Int?
        if let one = example.point, let other = example.pairPoint {
            step = GeoGrid.distanceStep(of: one, from: other)
        }
        return (
            numbers(of: example.text, at: example.point, distance: step),
            numbers(of: example.pair ?? "", at: example.pairPoint, distance: step)
        )
    }

    private func numbers(of text: String, at point: GeoPoint?, distance: Int?) -> [Int] {
        var own: [Int?] = divisions?.numbers(of: text) ?? []
        if let grid = content.grid {
            let levels = grid.cells.indices
            own += levels.map { level in
                point.map { grid.bucket(of: grid.cell(of: $0, level: level), level: level) }
            }
            let offset = point.map(grid.offset)
            own += [offset?.x, offset?.y, distance]
        }
        return zip(own, starts).map { number, start in number.map { start + $0 } ?? 0 }
    }

    /// SHA-256 of what decides the numbers.
    var contentHash: String { ContentHash.of((try? encoded()) ?? Data()) }

    private func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(content)
    }

    /// Writes what decides the numbers beside a network that reads them.
    func write(to folder: URL) throws {
        try DurableFile.write(try encoded(), to: folder.appending(path: Self.fileName))
    }

    /// The numbers that a folder's network was trained with.
    ///
    /// - Throws: `TextError` or `FileError` that name the file, where it is not there or no such file.
    init(folder: URL) throws {
        let file = folder.appending(path: Self.fileName)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw TextError.missingFile(folder: folder.path, lookedFor: [Self.fileName])
        }
        let content = try decodeJSON(Content.self, at: file)
        if let grid = content.grid {
            guard GeoGrid.areSides(grid.cells), GeoGrid.bucketCounts.contains(grid.buckets) else {
                throw TextError.file(
                    path: file.path,
                    .invalidValue(
                        key: "grid", found: "\(grid.cells), \(grid.buckets) buckets",
                        expected:
                            "sides in degrees, from 180 down to 0.0001, and from 16 to 65536 buckets"
                    ))
            }
        }
        self.init(content)
    }
}

extension TokenEncoding {
    /// The tokens' numbers in an address's rows, row by row: those of the text that a token is of.
    func rows(_ numbers: (first: [Int], second: [Int]), length: Int) -> [Int64] {
        var values: [Int64] = []
        values.reserveCapacity(numbers.first.count * length)
        for row in numbers.first.indices {
            let (first, second) = (Int64(numbers.first[row]), Int64(numbers.second[row]))
            values.append(contentsOf: segments.lazy.map { $0 == 1 ? second : first })
            values.append(contentsOf: repeatElement(0, count: length - count))
        }
        return values
    }
}

extension PaddedTokens {
    /// The same with further rows, `[count, k, length]` one after the other, behind each example's own.
    func adding(_ further: [[Int64]], rows: Int) -> PaddedTokens {
        let (count, own, length) = (shape[0], shape[1] * shape[2], shape[2])
        var joined: [Int64] = []
        joined.reserveCapacity(values.count + count * rows * length)
        for (index, more) in further.enumerated() {
            joined += values[index * own..<(index + 1) * own]
            joined += more
        }
        return PaddedTokens(values: joined, shape: [count, shape[1] + rows, length])
    }
}
