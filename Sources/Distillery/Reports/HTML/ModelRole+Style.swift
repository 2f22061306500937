extension ModelRole {
    /// The class under which the stylesheet knows the role's colour, the same in every chart.
    var styleClass: String { rawValue }
}
