/// Provinces, cities and districts by number, from the addresses that name them.
struct DivisionCodes: Sendable {
    let names: DivisionNames
    private let index: DivisionIndex
    /// The number of each division by its path, `江苏省/南京市/玄武区`, level by level from 0.
    private let numbers: [[String: Int]]

    init(_ names: DivisionNames) {
        self.names = names
        index = DivisionIndex(names.table)
        var numbers: [[String: Int]] = [[:], [:], [:]]
        for place in names.table.places {
            for level in 0..<3 where place.levels[level] != nil {
                let path = Self.path(place.levels, to: level)
                if numbers[level][path] == nil { numbers[level][path] = numbers[level].count }
            }
        }
        self.numbers = numbers
    }

    /// How many divisions each level has.
    var counts: [Int] { numbers.map(\.count) }

    /// The numbers of province, city and district that an address begins with; nil where it leaves one
    /// open, or the level is not written, as the city of Beijing.
    func numbers(of address: String) -> [Int?] {
        guard let match = index.match(address) else { return [nil, nil, nil] }
        return (0..<3).map { level in
            match.known[level] == nil ? nil : numbers[level][Self.path(match.known, to: level)]
        }
    }

    private static func path(_ levels: [String?], to level: Int) -> String {
        levels[...level].map { $0 ?? "" }.joined(separator: "/")
    }
}

/// The names of a table of divisions down to districts, as they are kept beside a network.
struct DivisionNames: Codable, Sendable, Equatable {
    struct Province: Codable, Sendable, Equatable {
        var name: String
        var cities: [City]
    }

    struct City: Codable, Sendable, Equatable {
        var name: String
        var districts: [String]
    }

    var provinces: [Province]

    init(_ table: DivisionTable) {
        provinces = table.provinces.map { province in
            Province(
                name: province.name,
                cities: province.cities.map { city in
                    City(name: city.name, districts: city.districts.map(\.name))
                })
        }
    }

    /// The table without streets.
    var table: DivisionTable {
        DivisionTable(
            provinces: provinces.map { province in
                DivisionTable.Province(
                    name: province.name,
                    cities: province.cities.map { city in
                        DivisionTable.City(
                            name: city.name,
                            districts: city.districts.map {
                                DivisionTable.District(name: $0, streets: [])
                            })
                    })
            })
    }
}
