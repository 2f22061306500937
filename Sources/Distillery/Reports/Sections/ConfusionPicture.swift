/// A confusion matrix of many classes as a picture with a pixel for each pair of classes.
///
/// Pixels differ in opacity only, so that the same picture serves light and dark pages. Mistakes
/// are drawn by the square root of their share, or the rare ones could not be seen.
struct ConfusionPicture {
    var text: any ReportText
    var role: ModelRole
    var tally: ConfusionTally

    /// Nil when libpng refuses the picture.
    var html: HTML? {
        guard let address = picture?.dataURI else { return nil }
        return HTML("div", ["class": "pixels"]) {
            HTML("span", ["class": "rows"]) { text.trueClass }
            HTML.void(
                "img",
                [
                    "class": "matrix-picture", "alt": text.confusionTitle(role),
                    "src": address,
                ])
            HTML("span", ["class": "columns"]) { text.predictedClass }
        }
    }

    private var picture: Picture? {
        let classes = tally.classes
        let largest = max(tally.largestMistake, 1e-9)
        let pixels = (0..<classes * classes).flatMap { index -> [UInt8] in
            let (row, column) = (index / classes, index % classes)
            let share = tally.share(row, column) ?? 0
            let depth = row == column ? share : (share / largest).squareRoot()
            let alpha = UInt8((255 * depth).rounded())
            return row == column ? role.rgb + [alpha] : [225, 60, 75, alpha]
        }
        return Picture(width: classes, height: classes, channels: 4, pixels: pixels)
    }
}

extension ModelRole {
    /// The role's colour where the stylesheet does not reach; between its light and dark shades.
    fileprivate var rgb: [UInt8] {
        switch self {
        case .teacher: [109, 104, 240]
        case .assistant: [45, 164, 153]
        case .student: [232, 108, 40]
        case .control: [118, 134, 156]
        }
    }
}
