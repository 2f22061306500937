import Foundation
import Torch

extension TrainingData {
    /// Opens both splits of a plan's dataset, and settles what the plan leaves open.
    public init(
        _ plan: DataPlan, device: Device, catalog: DatasetCatalog = .builtIn
    ) throws {
        let kind = try catalog.kind(named: plan.dataset)
        let validation = try catalog.open(plan.dataset, .val, options: plan.options)
        let train = try plan.openTraining(kind, classNames: validation.classNames, catalog)
        let side = try plan.imageSize ?? train.naturalSide()
        let size =
            plan.imageSize == nil
            ? train.imageSize ?? ImageSize(width: side, height: side)
            : ImageSize(width: side, height: side)
        let augmentation = try plan.augmentation ?? kind.usualAugmentation(size: size)
        let plain = try Augmentation([augmentation.normalization].compactMap { $0 })
        self.init(
            plan: plan, train: CachedDataset(train), validation: CachedDataset(validation),
            trainView: try View(
                augmentation, of: train, size: size, normalization: kind.normalization),
            plainView: try View(
                plain, of: validation, size: size, normalization: kind.normalization),
            device: device, skipped: SkippedImages(for: train),
            skippedInValidation: SkippedImages(for: validation))
    }

    /// The configuration of a network for these pictures.
    func configuration(of plan: ModelPlan) -> ModelConfiguration {
        plan.configuration(
            classes: classNames.count, channels: plainView.channels, imageSize: plainView.size)
    }

    /// What a model's folder says beside the weights.
    func description(of model: any ImageClassifier) -> ModelFolder.Description {
        ModelFolder.Description(
            model: model.configuration, classNames: classNames,
            normalization: plainView.normalization)
    }

    /// What a method works between, when these pictures train `student`.
    func setting(
        student: any ImageClassifier, teacher: TappedNetwork?, epochs: Int
    ) throws -> MethodSetting {
        try student.move(to: device)
        return MethodSetting(
            student: try TappedNetwork(
                student, role: .student, example: exampleInput(count: 2)),
            teacher: teacher,
            classes: classNames.count, examples: train.count,
            labels: (0..<train.count).map { train.label(at: $0) }, epochs: epochs, device: device)
    }

    /// The same beside a teacher that is in this process.
    func setting(
        student: any ImageClassifier, teacher: any ImageClassifier, epochs: Int
    ) throws -> MethodSetting {
        let tapped = try TappedNetwork(teacher, role: .teacher, example: exampleInput(count: 2))
        return try setting(student: student, teacher: tapped, epochs: epochs)
    }

    /// A model that exists already, for these pictures.
    func load(
        _ path: String, as plan: ModelPlan?, role: ModelRole, mapping: ClassMapping? = nil
    ) throws -> any ImageClassifier {
        try ModelSource(path: path).load(
            as: plan, role: role, classes: classNames.count, channels: plainView.channels,
            imageSize: plainView.size, names: classNames, mapping: mapping)
    }
}

extension ImageDataset {
    /// The side of what networks see where nobody says: a small picture's own, else 224.
    fileprivate func naturalSide() throws -> Int {
        if let imageSize { return max(imageSize.width, imageSize.height) }
        let decoder = ImageDecoder()
        for index in 0..<min(count, 16) {
            guard let image = try? image(at: index, using: decoder) else { continue }
            return max(image.width, image.height) < 65 ? max(image.width, image.height) : 224
        }
        return 224
    }
}

extension DatasetKind {
    /// The training view that is usual for a kind of pictures.
    fileprivate func usualAugmentation(size: ImageSize) throws -> Augmentation {
        if name == "mnist" { return try Augmentation([Crop(padding: 2)]) }
        if max(size.width, size.height) < 65 {
            return try Augmentation([Crop(padding: size.width >= 32 ? 4 : 2), Flip()])
        }
        return try Augmentation([RandomResizedCrop(), Flip()])
    }
}
