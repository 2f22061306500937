/// What networks see of an address beside its text: `data.address:` in a recipe.
///
/// ```yaml
/// data:
///   address:
///     divisions: built-in
///     coordinates: {longitude: lng_a, latitude: lat_a, longitude-pair: lng_b, latitude-pair: lat_b}
/// ```
///
/// Networks that are to read it have `address: true` in their model.
public struct AddressPlan: Codable, Sendable, Equatable {
    /// The table in which provinces, cities and districts are found: `built-in`, or a file of the form of
    /// `pcas.json`; nil leaves them out.
    public var divisions: String?
    /// Where a table of texts has coordinates; nil where it has none.
    public var coordinates: Coordinates?
    /// Whether each token of a pair says what the other text has of what stands around it.
    public var overlap: Bool

    /// The columns of degrees, east and north positive, and how the plane is divided.
    public struct Coordinates: Codable, Sendable, Equatable {
        public var longitude: TextColumn
        public var latitude: TextColumn
        /// The same of the second texts of pairs.
        public var pairLongitude: TextColumn?
        public var pairLatitude: TextColumn?
        /// The sides of the grids' cells in degrees, from coarse to fine.
        public var cells: [Double]
        /// The vectors of each grid; cells that fall together share one.
        public var buckets: Int

        public init(
            longitude: TextColumn, latitude: TextColumn, pairLongitude: TextColumn? = nil,
            pairLatitude: TextColumn? = nil, cells: [Double] = [1, 0.1, 0.01], buckets: Int = 512
        ) {
            self.longitude = longitude
            self.latitude = latitude
            self.pairLongitude = pairLongitude
            self.pairLatitude = pairLatitude
            self.cells = cells
            self.buckets = buckets
        }
    }

    public init(
        divisions: String? = nil, coordinates: Coordinates? = nil, overlap: Bool = false
    ) {
        self.divisions = divisions
        self.coordinates = coordinates
        self.overlap = overlap
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case divisions, coordinates, overlap }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            divisions: try values.decodeIfPresent(.divisions),
            coordinates: try values.decodeIfPresent(.coordinates),
            overlap: try values.decode(.overlap, default: false))
        guard divisions != nil || coordinates != nil || overlap else {
            throw RecipeError.invalidValue(
                path: keyPath(decoder.codingPath), found: "empty",
                expected:
                    "with 'divisions' (built-in, or a file like pcas.json), 'coordinates' or "
                    + "'overlap: true'")
        }
    }
}

extension AddressPlan.Coordinates {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case longitude, latitude
        case pairLongitude = "longitude-pair"
        case pairLatitude = "latitude-pair"
        case cells, buckets
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            longitude: try values.decode(.longitude), latitude: try values.decode(.latitude),
            pairLongitude: try values.decodeIfPresent(.pairLongitude),
            pairLatitude: try values.decodeIfPresent(.pairLatitude),
            cells: try values.decode(
                .cells, default: [1, 0.1, 0.01],
                expected: "sides in degrees, from 180 down to 0.0001",
                where: GeoGrid.areSides),
            buckets: try values.decode(
                .buckets, default: 512, expected: "from 16 to 65536",
                where: GeoGrid.bucketCounts.contains))
        guard (pairLongitude == nil) == (pairLatitude == nil) else {
            throw RecipeError.invalidValue(
                path: values.path(of: pairLongitude == nil ? .pairLatitude : .pairLongitude),
                found: "alone", expected: "given with the other one: a point has both")
        }
    }

    /// The columns, each with its role.
    var columns: [(role: ColumnRole, column: TextColumn)] {
        let all: [(ColumnRole, TextColumn?)] = [
            (.longitude, longitude), (.latitude, latitude), (.pairLongitude, pairLongitude),
            (.pairLatitude, pairLatitude),
        ]
        return all.compactMap { role, column in column.map { (role, $0) } }
    }
}
