import Torch

extension Recipe {
    /// Fits recipes that differ in how they teach to data and networks, as a run does before its first
    /// step; the data are opened once.
    ///
    /// - Throws: `QueueError.request` with the name of the first that does not fit.
    static func fits(_ recipes: [(name: String, recipe: Recipe)]) throws -> [Fit?] {
        guard let first = recipes.first?.recipe else { return [] }
        let device = try Device(first.device)
        try device.requireAvailable()
        let data = try TrainingData(first.data, device: device)
        return try recipes.map { name, recipe in
            do {
                return try recipe.requireFit(to: data)
            } catch {
                throw QueueError.request("\(name): \(error)")
            }
        }
    }
}
