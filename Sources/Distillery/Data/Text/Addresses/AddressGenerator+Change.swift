extension AddressGenerator {
    /// The second text of a pair whose first text names road, number, estate, building and
    /// district of `address`.
    func text(
        after change: AddressChange, of address: Address, _ random: inout RandomStream
    ) -> String {
        var style = AddressStyle(&random)
        var other = address
        var parts = random.choice(Self.precise)
        // Precision alone must not tell the classes apart.
        if change.label == 0, random.happens(withProbability: 0.45) {
            parts = random.choice(Self.imprecise)
        }
        switch change {
        case .rewritten:
            break
        case .otherBuilding:
            if let unit = address.unit, unit != address.building,
                random.happens(withProbability: 0.4)
            {
                (other.building, other.unit) = (unit, address.building)
                style.unit = true
                style.room = false
            } else {
                other.building = Self.number(near: address.building, limit: 40, &random)
            }
        case .otherNumber:
            other.number = Self.number(near: address.number, limit: 999, &random)
            parts = random.choice([[.road, .number], [.road, .number, .building]])
        case .roadOnly:
            parts = .road
        case .crossing:
            parts = .road
        case .estateOnly:
            parts = random.choice([.estate, [.road, .estate]])
        case .numberOnly:
            parts = [.road, .number]
        case .otherRoad:
            other.road = Self.road(like: address.road, &random)
            parts.formUnion(.road)
        case .otherEstate:
            other.estate = Self.estate(like: address.estate, &random)
            parts = parts.contains(.building) ? [.estate, .building] : .estate
        case .exchanged:
            other.road.stem = address.estate.stems[0]
            other.estate.stems[0] = address.road.stem
            if other == address { other.road = Self.road(like: address.road, &random) }
            parts.formUnion([.road, .estate])
        case .otherDistrict:
            if let division = division(otherThan: address.division, &random) {
                other.division = division
            } else {
                other.road = Self.road(like: address.road, &random)
                parts.formUnion(.road)
            }
            other.street =
                other.division.streets.isEmpty
                ? nil : random.choice(other.division.streets)
            style.district = true
        case .elsewhere:
            let division = address.division
            other = self.address(&random)
            if random.happens(withProbability: 0.5) { other.division = division }
            if other.road.name == address.road.name || other.estate.name == address.estate.name {
                other.road = Self.road(like: address.road, &random)
                other.estate = Self.estate(like: address.estate, &random)
            }
        }
        let crosses =
            change == .crossing
            || change.label == 0 && parts == .road && random.happens(withProbability: 0.4)
        let end = crosses ? "与\(road(&random).name)交叉口" : ""
        return style.text(of: other, parts: parts) + end
    }

    /// What names the building, and what names it no more.
    private static let precise: [AddressParts] = [
        .all, [.road, .estate, .building], [.estate, .building], [.road, .number, .building],
    ]
    private static let imprecise: [AddressParts] = [
        .road, [.road, .number], .estate, [.road, .estate],
    ]

    /// A number that is easily taken for another one: digits exchanged, or one changed.
    private static func number(
        near number: Int, limit: Int, _ random: inout RandomStream
    ) -> Int {
        var digits = String(number).compactMap(\.wholeNumberValue)
        if digits.count > 1, random.happens(withProbability: 0.5) {
            digits.swapAt(digits.count - 1, digits.count - 2)
        } else {
            digits[random.integer(below: digits.count)] = 1 + random.integer(below: 9)
        }
        let other = digits.reduce(0) { $0 * 10 + $1 }
        return other != number && (1...limit).contains(other) ? other : number % limit + 1
    }

    private static func road(
        like road: Address.Road, _ random: inout RandomStream
    ) -> Address.Road {
        var other = road
        if random.happens(withProbability: 0.5) {
            other.direction = random.choice(
                ([""] + AddressWords.directions).filter { $0 != road.direction })
        } else {
            other.stem = random.relative(of: road.stem, in: AddressWords.roadStems)
        }
        return other
    }

    private static func estate(
        like estate: Address.Estate, _ random: inout RandomStream
    ) -> Address.Estate {
        var other = estate
        if estate.stems.count > 1, random.happens(withProbability: 0.5) {
            other.stems.reverse()
        } else {
            let place = random.integer(below: estate.stems.count)
            other.stems[place] = random.relative(
                of: estate.stems[place], in: AddressWords.estateStems)
        }
        return other
    }
}
