/// How the second address of a pair differs from the first, and what follows for the class.
///
/// The classes are those of CCKS 2021 (track 3): 0 no match, 1 partial match, 2 full match.
/// Same road or estate but another number or building, or one that is less precise, is partial.
public enum AddressChange: String, Sendable, CaseIterable {
    /// The same building written in another way.
    case rewritten

    /// Another building of the same estate.
    case otherBuilding = "other-building"
    /// Another number on the same road.
    case otherNumber = "other-number"
    /// The road without a number.
    case roadOnly = "road-only"
    /// Where the road meets another one.
    case crossing
    /// The estate without a building.
    case estateOnly = "estate-only"
    /// The house number without a building.
    case numberOnly = "number-only"

    /// A road of a similar name.
    case otherRoad = "other-road"
    /// An estate of a similar name.
    case otherEstate = "other-estate"
    /// The names of road and estate exchanged.
    case exchanged
    /// The same names in another district.
    case otherDistrict = "other-district"
    /// Any other place.
    case elsewhere

    /// The class that the change implies.
    public var label: Int {
        switch self {
        case .rewritten: 2
        case .otherBuilding, .otherNumber, .roadOnly, .crossing, .estateOnly, .numberOnly: 1
        case .otherRoad, .otherEstate, .exchanged, .otherDistrict, .elsewhere: 0
        }
    }

    /// The names of the classes in their order.
    public static let classNames = ["no match", "partial match", "full match"]

    /// The changes that imply a class, with the share of each among them by how often it is here.
    ///
    /// Without pairs that are plainly different a network would have nothing to begin with.
    static func changes(of label: Int) -> [AddressChange] {
        allCases.filter { $0.label == label }.flatMap { change in
            let count = [.otherBuilding, .otherNumber, .elsewhere].contains(change) ? 3 : 1
            return Array(repeating: change, count: count)
        }
    }
}
