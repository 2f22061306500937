import Foundation
import Torch

extension Recipe {
    /// Opens the store that the recipe names and sees that it is whole, sound, and of this teacher,
    /// these examples and these views; nil where the recipe names none.
    func openLabels(for data: TrainingData) throws -> LabelStore? {
        guard let teacher, let path = teacher.labels else { return nil }
        try data.requireUnmixed()
        let store = try LabelStore(
            URL(filePath: (path as NSString).expandingTildeInPath))
        try store.requireWhole()
        try store.requireExamples(of: data.train, chosenFrom: data.pool)
        try store.requireView(data.view(of: .train), of: .train)
        if let weights = teacher.weights {
            let file = ModelSource(path: weights).weightsFile(preferring: .teacher)
            guard FileManager.default.fileExists(atPath: file.path) else {
                throw RunError.notAModel(
                    path: weights, missing: "there is no such file or folder")
            }
            try store.requireTeacher(
                hash: try teacher.hash(ofWeightsAt: file), name: teacher.model?.kind ?? weights)
        } else if let name = teacher.model?.kind {
            try store.requireTeacher(name: name)
        }
        try store.verify()
        return store
    }

    /// The views whose answers are kept on the way; nil where none are to be.
    ///
    /// - Throws: `RecipeError` where each epoch would have views of its own.
    func cachedViews(of data: TrainingData) throws(RecipeError) -> ViewCycle? {
        guard let teacher, teacher.cache else { return nil }
        try data.requireUnmixed()
        if data.viewsRepeat {
            guard teacher.views ?? 1 == 1 else {
                throw .invalidValue(
                    path: "teacher.views", found: "\(teacher.views ?? 1)",
                    expected: "1 where pictures are not augmented")
            }
            return ViewCycle(seed: seed, count: 1)
        }
        guard let views = teacher.views else {
            throw .invalidValue(
                path: "teacher.cache", found: "true, and every epoch has views of its own",
                expected: "given with teacher.views, the number of views of every picture that "
                    + "are seen over and over, or with 'augmentation: []'")
        }
        return ViewCycle(seed: seed, count: views)
    }
}
