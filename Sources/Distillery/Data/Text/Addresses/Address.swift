/// A place as a Chinese address names it, in parts.
public struct Address: Sendable, Equatable {
    public var division: Division
    /// The street office or town, which is an administrative level and no road.
    public var street: String?
    public var road: Road
    /// The house number on the road.
    public var number: Int
    public var estate: Estate
    public var building: Int
    public var unit: Int?
    public var room: Int?
    /// A shop or office in the building.
    public var shop: String?

    /// A road: 中山东路 has the stem 中山, the direction 东 and the type 路.
    public struct Road: Sendable, Equatable {
        public var stem: String
        public var direction: String
        public var type: String

        public var name: String { stem + direction + type }
    }

    /// An estate: 翠湖花园 has the stems 翠湖 and the type 花园.
    public struct Estate: Sendable, Equatable {
        public var stems: [String]
        public var type: String

        public var name: String { stems.joined() + type }
    }
}
