extension Standing {
    /// The class under which the stylesheet knows the standing's colour.
    var styleClass: String {
        switch self {
        case .better: "better"
        case .worse, .failed: "worse"
        case .betterWithinChance, .same, .worseWithinChance, .betterOnOneSeed, .worseOnOneSeed:
            "undecided"
        }
    }

    /// Filled where the figures carry a claim, a ring where chance may have made them.
    var marker: Marker { Marker(isBeyondChance ? .circle : .ring, tone: styleClass) }
}

extension Marker {
    /// The student trained alone, in every chart.
    static let control = Marker(role: .control)
}
