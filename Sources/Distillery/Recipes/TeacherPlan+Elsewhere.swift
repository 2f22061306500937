extension TeacherPlan {
    /// Refuses what only a network has beside a teacher that is elsewhere.
    func requireElsewhereAlone(_ values: StrictContainer<CodingKeys>) throws(RecipeError) {
        let given: [(CodingKeys, Bool)] = [
            (.http, http != nil), (.chat, chat != nil), (.predictions, predictions != nil),
        ]
        let places = given.filter(\.1).map(\.0)
        if places.count > 1 {
            throw .invalidValue(
                path: values.path(of: places[1]), found: "beside '\(places[0].rawValue)'",
                expected: "the only one of the two")
        }
        let foreign: [(CodingKeys, Bool)] = [
            (.model, model != nil), (.weights, weights != nil),
            (.start, start != nil), (.training, training != nil),
            (.labels, labels != nil), (.cache, cache), (.views, views != nil),
        ]
        if let (key, _) = foreign.first(where: \.1) {
            throw .invalidValue(
                path: values.path(of: key), found: "beside '\(places[0].rawValue)'",
                expected:
                    "left out: that teacher is elsewhere, and its answers are kept in any case")
        }
    }
}
