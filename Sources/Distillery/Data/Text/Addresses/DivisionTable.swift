import Foundation

/// The administrative divisions of a country: provinces, cities, districts and streets.
///
/// A file has the form of `pcas.json` of modood/Administrative-divisions-of-China: objects of
/// provinces of cities of districts, each with a list of its streets; or of its `pca.json`,
/// where cities have lists of districts.
public struct DivisionTable: Sendable, Equatable {
    /// A district or county with its streets and towns.
    public struct District: Sendable, Equatable {
        public let name: String
        public let streets: [String]
    }

    /// A city with its districts.
    public struct City: Sendable, Equatable {
        public let name: String
        public let districts: [District]

        /// Whether people write the name; `市辖区` and its like only fill the level.
        public var isWritten: Bool {
            !["市辖区", "县"].contains(name) && !name.contains("直辖县级")
        }
    }

    /// A province, or a city that is one, with its cities.
    public struct Province: Sendable, Equatable {
        public let name: String
        public let cities: [City]
    }

    /// From a file sorted by the bytes of their names, like all levels below them.
    public let provinces: [Province]

    /// The most bytes that a file may have; the whole of China has 650 thousand.
    private static let sizeLimit = 64 << 20

    init(provinces: [Province]) {
        self.provinces = provinces
    }

    /// Reads a file.
    public init(path: String) throws(TextDataError) {
        let data = Data(try ByteReader(path).readAll(limit: Self.sizeLimit))
        typealias Streets = [String: [String: [String: [String]]]]
        typealias Districts = [String: [String: [String]]]
        let names: Streets
        if let streets = try? JSONDecoder().decode(Streets.self, from: data) {
            names = streets
        } else if let districts = try? JSONDecoder().decode(Districts.self, from: data) {
            names = districts.mapValues { cities in
                cities.mapValues { districts in
                    Dictionary(districts.map { ($0, []) }, uniquingKeysWith: { one, _ in one })
                }
            }
        } else {
            throw .file(
                path: path,
                message: "it is no table of divisions: expected are JSON objects of provinces of "
                    + "cities of districts, each with a list of streets")
        }
        provinces = byName(names).map { province, cities in
            Province(
                name: province,
                cities: byName(cities).map { city, districts in
                    City(
                        name: city,
                        districts: byName(districts).map { District(name: $0, streets: $1) })
                })
        }
        guard places.first != nil else {
            throw .file(path: path, message: "it is a table of divisions without any district")
        }
    }

    /// Every district with what lies above it.
    public var places: [Division] {
        provinces.flatMap { province in
            province.cities.flatMap { city in
                city.districts.map { district in
                    Division(
                        province: province.name, city: city.isWritten ? city.name : nil,
                        district: district.name, streets: district.streets)
                }
            }
        }
    }
}

/// A district with the names that are written before it.
public struct Division: Sendable, Hashable {
    public let province: String
    /// Nil where the province is the city, as in Beijing.
    public let city: String?
    public let district: String
    public let streets: [String]

    /// The names of the three levels from the widest.
    var levels: [String?] { [province, city, district] }

    /// A name as people shorten it: 江苏省 is 江苏, 内蒙古自治区 is 内蒙古, 海淀区 is 海淀.
    static func shortened(_ name: String) -> String {
        let endings = [
            "维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "地区", "新区", "省", "市",
            "区", "县",
        ]
        for ending in endings where name.hasSuffix(ending) {
            let short = String(name.dropLast(ending.count))
            return short.count >= 2 ? short : name
        }
        return name
    }
}

private func byName<Value>(_ names: [String: Value]) -> [(String, Value)] {
    names.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { ($0.key, $0.value) }
}
