import Torch

/// What there is to tell of recipes that share their data.
struct CommonFits {
    var fits: [Recipe.Fit?]
    /// Whether every epoch shows an example in the same way.
    var viewsRepeat: Bool
}

extension Recipe {
    /// Fits recipes that differ in how they teach to data and networks, as a run does before its first
    /// step; the data are opened once.
    ///
    /// - Throws: `QueueError.request` with the name of the first that does not fit.
    static func fits(_ recipes: [(name: String, recipe: Recipe)]) throws -> CommonFits {
        guard let first = recipes.first?.recipe else {
            return CommonFits(fits: [], viewsRepeat: false)
        }
        let device = try Device(first.device)
        try device.requireAvailable()
        let data = try TrainingData(first.resolvedData, device: device)
        let fits = try recipes.map { name, recipe in
            do {
                return try recipe.requireFit(to: data)
            } catch {
                throw QueueError.request("\(name): \(error)")
            }
        }
        return CommonFits(fits: fits, viewsRepeat: data.viewsRepeat)
    }
}
