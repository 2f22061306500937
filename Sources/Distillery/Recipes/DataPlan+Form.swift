extension DataPlan {
    /// Whether the examples are texts.
    var isText: Bool { DatasetCatalog.builtIn.textKind(named: dataset) != nil }

    /// Refuses keys of texts beside pictures.
    func requirePictures() throws(RecipeError) {
        let foreign: [(String, Bool)] = [
            ("table", table != nil), ("tokens", tokens != nil), ("addresses", addresses != nil),
            ("augment", augment != nil), ("address", address != nil),
            ("task", task != .classification), ("masking", masking != nil),
        ]
        for case (let key, true) in foreign {
            throw .invalidValue(
                path: "data.\(key)", found: "beside the pictures of '\(dataset)'",
                expected: "left out: it is for texts")
        }
    }

    /// Refuses keys of pictures beside texts.
    func requireTexts() throws(RecipeError) {
        let foreign: [(String, Bool)] = [
            ("image-size", imageSize != nil), ("channels", channels != nil),
            ("augmentation", augmentation != nil),
        ]
        for case (let key, true) in foreign {
            throw .invalidValue(
                path: "data.\(key)", found: "beside the texts of '\(dataset)'",
                expected: "left out: it is for pictures")
        }
    }
}
