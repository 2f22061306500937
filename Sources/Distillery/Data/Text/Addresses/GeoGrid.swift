#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A point as numbers for a network: its cell in grids of several sizes, and where it lies in the last.
///
/// The geographic part of the idea of MGeo (Ding et al., *MGeo: Multi-Modal Geographic Language Model
/// Pre-Training*, 2023): near points share cells, and the finest cell is divided once more.
struct GeoGrid: Codable, Sendable, Equatable {
    /// The sides of cells in degrees, from coarse to fine.
    let cells: [Double]
    /// The vectors of each grid; cells that fall together share one.
    let buckets: Int

    /// Sides that a cell may have, in degrees.
    static let sides = 0.0001...180.0
    /// How many grids there may be.
    static let levels = 1...8
    /// How many vectors a grid may have.
    static let bucketCounts = 16...65_536

    /// Whether sides go from coarse to fine and are those of cells that can be counted.
    static func areSides(_ cells: [Double]) -> Bool {
        levels.contains(cells.count) && cells.allSatisfy(sides.contains)
            && zip(cells, cells.dropFirst()).allSatisfy { $0 > $1 }
    }

    /// Steps of each axis within the finest cell.
    static let steps = 16
    /// Steps of the distance between two points: the first is below 10 m, each further one a factor of √2.
    static let distances = 32

    /// Columns and rows of the cell at a level, counted from 180° W and 90° S.
    func cell(of point: GeoPoint, level: Int) -> (x: Int, y: Int) {
        let (x, y) = place(of: point, level: level)
        return (Int(x.rounded(.down)), Int(y.rounded(.down)))
    }

    /// Which of the steps within the finest cell the point lies in, eastwards and northwards.
    func offset(of point: GeoPoint) -> (x: Int, y: Int) {
        let (x, y) = place(of: point, level: cells.count - 1)
        func step(_ place: Double) -> Int {
            min(Self.steps - 1, Int((place - place.rounded(.down)) * Double(Self.steps)))
        }
        return (step(x), step(y))
    }

    /// Which of the steps the distance of two points is.
    static func distanceStep(of one: GeoPoint, from other: GeoPoint) -> Int {
        let factor = one.distance(to: other) / 10
        guard factor >= 1 else { return 0 }
        return min(distances - 1, 1 + Int(2 * log2(factor)))
    }

    /// What stands for a cell among the grid's vectors.
    func bucket(of cell: (x: Int, y: Int), level: Int) -> Int {
        let mixed = mixBits(mixBits(UInt64(level) << 56 ^ UInt64(cell.x)) ^ UInt64(cell.y))
        return Int(mixed % UInt64(buckets))
    }

    /// In cells from the corner; what is a border in decimals is one here, whatever the binary says.
    private func place(of point: GeoPoint, level: Int) -> (x: Double, y: Double) {
        (
            (point.longitude + 180) / cells[level] + 1e-9,
            (point.latitude + 90) / cells[level] + 1e-9
        )
    }
}
