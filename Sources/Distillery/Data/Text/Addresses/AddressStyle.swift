/// The parts of an address that are written, beside divisions.
public struct AddressParts: OptionSet, Sendable, Hashable {
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    public static let road = AddressParts(rawValue: 1)
    /// The house number; a road without it is a long place.
    public static let number = AddressParts(rawValue: 2)
    public static let estate = AddressParts(rawValue: 4)
    /// The building, with unit and room where the style has them.
    public static let building = AddressParts(rawValue: 8)
    public static let all: AddressParts = [.road, .number, .estate, .building]
}

/// One of the many ways to write an address.
struct AddressStyle {
    var province: Bool
    var city: Bool
    var district: Bool
    var shortLevels: Bool
    var street: Bool
    var estateFirst: Bool
    /// Which of the words for a type of estate is written.
    var otherEstateWord: Bool
    var buildingWord: String
    var numerals: Numerals.Form
    var unit: Bool
    var room: Bool
    var shop: Bool
    var comma: Bool
    /// A gate, where no building is named.
    var gate: String?

    /// Draws a style.
    init(_ random: inout RandomStream) {
        province = random.happens(withProbability: 0.4)
        city = random.happens(withProbability: 0.5)
        district = random.happens(withProbability: 0.6)
        shortLevels = random.happens(withProbability: 0.2)
        street = random.happens(withProbability: 0.25)
        estateFirst = random.happens(withProbability: 0.2)
        otherEstateWord = random.happens(withProbability: 0.2)
        buildingWord = random.choice(AddressWords.buildingWords)
        let draw = random.uniform()
        numerals = draw < 0.7 ? .arabic : draw < 0.8 ? .fullWidth : .chinese
        unit = random.happens(withProbability: 0.6)
        room = random.happens(withProbability: 0.5)
        shop = random.happens(withProbability: 0.7)
        comma = random.happens(withProbability: 0.1)
        gate = random.happens(withProbability: 0.5) ? random.choice(AddressWords.gates) : nil
    }

    /// The address as this style writes it.
    func text(of address: Address, parts: AddressParts) -> String {
        var road = ""
        if parts.contains(.road) {
            road = address.road.name
            if parts.contains(.number) { road += written(address.number) + "号" }
        }
        var estate = parts.contains(.estate) ? estateName(address.estate) : ""
        if parts.contains(.building) {
            estate += written(address.building) + buildingWord
            if unit, let number = address.unit { estate += written(number) + "单元" }
            if unit, room, let number = address.room { estate += digits(number) + "室" }
        } else if parts == .estate, let gate {
            estate += "(\(gate))"
        }
        // A building that follows no estate belongs to the number.
        let isFirst = estateFirst && parts.contains(.estate) && !road.isEmpty
        let separator = comma && !road.isEmpty && !estate.isEmpty ? "," : ""
        let place = isFirst ? "\(estate)(\(road))" : road + separator + estate
        let isWhole = parts.contains(.building)
        return levels(address) + place + (shop && isWhole ? address.shop ?? "" : "")
    }

    private func levels(_ address: Address) -> String {
        let division = address.division
        let names = [
            province ? division.province : nil, city ? division.city : nil,
            district ? division.district : nil,
        ].compactMap(\.self)
        let levels = names.map { shortLevels ? Division.shortened($0) : $0 }.joined()
        return levels + (street ? address.street ?? "" : "")
    }

    private func estateName(_ estate: Address.Estate) -> String {
        let words = AddressWords.estateTypes.first { $0.first == estate.type }
        guard otherEstateWord, let other = words?.last else { return estate.name }
        return estate.stems.joined() + other
    }

    private func written(_ number: Int) -> String {
        numerals == .chinese ? ChineseNumeral.text(number) ?? digits(number) : digits(number)
    }

    /// Rooms are read digit by digit, and hardly ever written in Chinese characters.
    private func digits(_ number: Int) -> String {
        guard numerals == .fullWidth else { return String(number) }
        return String(String(number).map { Character.fullWidth($0) ?? $0 })
    }
}
