import Testing

@testable import Distillery

extension TrainingData {
    /// How these pictures are seen.
    var pictures: PictureForm {
        get throws { try #require(form as? PictureForm) }
    }

    /// The configuration of a network for these pictures.
    func configuration(of plan: ModelPlan) throws -> ModelConfiguration {
        try pictures.configuration(of: plan, classes: classNames.count)
    }
}
