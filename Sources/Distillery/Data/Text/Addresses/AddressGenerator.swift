/// Makes up addresses in the divisions of a table.
///
/// Divisions are real, roads and houses are made up of names that many towns have.
public struct AddressGenerator: Sendable {
    private let places: [Division]

    /// Addresses in a table's divisions.
    public init(_ table: DivisionTable = .builtIn) {
        places = table.places
        precondition(!places.isEmpty, "the table has districts")
    }

    /// An address.
    public func address(_ random: inout RandomStream) -> Address {
        let division = random.choice(places)
        let hasTwoStems = random.happens(withProbability: 0.4)
        let estate = Address.Estate(
            stems: stems(hasTwoStems ? 2 : 1, &random),
            type: random.choice(AddressWords.estateTypes)[0])
        let hasUnit = random.happens(withProbability: 0.6)
        let hasRoom = hasUnit && random.happens(withProbability: 0.5)
        let hasShop = random.happens(withProbability: 0.2)
        return Address(
            division: division,
            street: division.streets.isEmpty ? nil : random.choice(division.streets),
            road: road(&random), number: 1 + random.integer(below: 999), estate: estate,
            building: 1 + random.integer(below: 40),
            unit: hasUnit ? 1 + random.integer(below: 6) : nil,
            room: hasRoom
                ? 100 * (1 + random.integer(below: 20)) + 1 + random.integer(below: 4) : nil,
            shop: hasShop ? random.choice(AddressWords.shops) : nil)
    }

    /// The text of an address as somebody may write it, for a task without pairs.
    ///
    /// The same from the same seed and index.
    public func text(at index: Int, seed: UInt64 = 0) -> String {
        var random = RandomStream(stableHash(of: "address-text"), seed, UInt64(index))
        let address = address(&random)
        let parts: AddressParts =
            random.happens(withProbability: 0.5) ? .all : [.estate, .building]
        return AddressStyle(&random).text(of: address, parts: parts)
    }

    /// A road.
    func road(_ random: inout RandomStream) -> Address.Road {
        let hasDirection = random.happens(withProbability: 0.4)
        return Address.Road(
            stem: random.choice(AddressWords.roadStems),
            direction: hasDirection ? random.choice(AddressWords.directions) : "",
            type: random.choice(AddressWords.roadTypes))
    }

    /// A division other than one: in the same city for half of the draws, where there is one.
    func division(otherThan one: Division, _ random: inout RandomStream) -> Division? {
        let others = places.filter { $0.district != one.district }
        let near = others.filter { $0.province == one.province && $0.city == one.city }
        let isNear = random.happens(withProbability: 0.5)
        let list = isNear && !near.isEmpty ? near : others
        return list.isEmpty ? nil : random.choice(list)
    }

    private func stems(_ count: Int, _ random: inout RandomStream) -> [String] {
        let first = random.choice(AddressWords.estateStems)
        guard count > 1 else { return [first] }
        return [first, random.choice(AddressWords.estateStems.filter { $0 != first })]
    }
}
