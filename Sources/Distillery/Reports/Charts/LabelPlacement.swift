/// Places a label beside each mark of a chart so that no two labels of one side overlap.
struct LabelPlacement {
    struct Anchor {
        var x: Double
        var y: Double
    }

    struct Label: Equatable {
        var x: Double
        /// The middle of the label's line.
        var y: Double
        /// True when the label ends at `x` instead of beginning there.
        var isLeft: Bool
    }

    /// Least distance of two labels' middles.
    var spacing: Double
    /// The highest and the lowest place of a label's middle.
    var top: Double
    var bottom: Double
    /// Marks to the right of this have their label on the left.
    var middle: Double

    /// The labels in the order of `anchors`.
    func place(_ anchors: [Anchor]) -> [Label] {
        var labels = anchors.map { anchor in
            let isLeft = anchor.x > middle
            return Label(x: anchor.x + (isLeft ? -11 : 11), y: anchor.y, isLeft: isLeft)
        }
        for isLeft in [true, false] {
            let side = labels.indices.filter { labels[$0].isLeft == isLeft }
                .sorted { labels[$0].y < labels[$1].y }
            var lowest = top
            for index in side {
                labels[index].y = max(labels[index].y, lowest)
                lowest = labels[index].y + spacing
            }
            var highest = bottom
            for index in side.reversed() {
                labels[index].y = min(labels[index].y, highest)
                highest = labels[index].y - spacing
            }
        }
        return labels
    }
}
