/// What a column of a table is read for.
enum ColumnRole: Hashable {
    case text, pair, label, target, id, group
    case longitude, latitude, pairLongitude, pairLatitude
    /// The score of the class at a position.
    case softLabel(Int)

    /// As errors name it, like the flag.
    var name: String {
        switch self {
        case .text: "text"
        case .pair: "text-pair"
        case .label: "label"
        case .target: "target"
        case .id: "id"
        case .group: "group"
        case .longitude: "longitude"
        case .latitude: "latitude"
        case .pairLongitude: "longitude-pair"
        case .pairLatitude: "latitude-pair"
        case .softLabel: "soft-labels"
        }
    }
}

extension TextTableOptions {
    /// The columns that are read, each with its role; the text is the first.
    var columns: [(role: ColumnRole, column: TextColumn)] {
        let single: [(ColumnRole, TextColumn?)] = [
            (.text, text), (.pair, pair), (.label, label), (.target, target), (.id, id),
            (.group, group),
        ]
        let soft = softLabels.enumerated().map { (ColumnRole.softLabel($0), $1) }
        return single.compactMap { role, column in column.map { (role, $0) } } + soft
            + (coordinates?.columns ?? [])
    }
}
