import Foundation
import Torch

extension TrainingData {
    /// Opens both splits of a plan's dataset, and settles what the plan leaves open.
    public init(
        _ plan: DataPlan, device: Device, catalog: DatasetCatalog = .builtIn
    ) throws {
        if let texts = catalog.textKind(named: plan.dataset) {
            self = try Self.texts(of: texts, plan, device: device)
            return
        }
        try plan.requirePictures()
        let kind = try catalog.kind(named: plan.dataset)
        let validation = try catalog.open(plan.dataset, .val, options: plan.options)
        let pool = try plan.openTraining(kind, classNames: validation.classNames, catalog)
        let train = try plan.chosenList?.part(of: pool) ?? pool
        let side = try plan.imageSize ?? train.naturalSide()
        let size =
            plan.imageSize == nil
            ? train.imageSize ?? ImageSize(width: side, height: side)
            : ImageSize(width: side, height: side)
        let augmentation = try plan.augmentation ?? kind.usualAugmentation(size: size)
        let plain = try Augmentation([augmentation.normalization].compactMap { $0 })
        self.init(
            plan: plan, train: CachedDataset(train), validation: CachedDataset(validation),
            form: PictureForm(
                trainView: try View(
                    augmentation, of: train, size: size, normalization: kind.normalization),
                plainView: try View(
                    plain, of: validation, size: size, normalization: kind.normalization),
                fit: plan.fit),
            device: device, skipped: SkippedImages(for: train),
            skippedInValidation: SkippedImages(for: validation),
            pool: plan.chosen == nil ? nil : pool)
    }

    /// A new network with random weights for these examples and classes.
    func makeModel(
        _ plan: ModelPlan, catalog: ModelCatalog = .builtIn
    ) throws -> any Classifier {
        try form.makeModel(plan, classNames: classNames, catalog: catalog)
    }

    /// Writes a network of these classes with all that is needed to use it.
    func write(
        _ model: any Classifier, heads: [ModelHead] = [], to folder: ModelFolder
    ) throws {
        try form.write(model, classNames: classNames, heads: heads, to: folder)
    }

    /// What a method works between, when these examples train `student`.
    func setting(
        student: any Classifier, teacher: TappedNetwork?, epochs: Int
    ) throws -> MethodSetting {
        try student.move(to: device)
        return MethodSetting(
            student: try TappedNetwork(
                student, role: .student, example: exampleInput(count: 2)),
            teacher: teacher,
            classes: answerWidth, examples: train.count,
            labels: (0..<train.count).map { train.label(at: $0) }, epochs: epochs, device: device)
    }

    /// The same beside a teacher that is in this process.
    func setting(
        student: any Classifier, teacher: any Classifier, epochs: Int
    ) throws -> MethodSetting {
        let tapped = try TappedNetwork(teacher, role: .teacher, example: exampleInput(count: 2))
        return try setting(student: student, teacher: tapped, epochs: epochs)
    }

    /// A model that exists already, for these examples.
    func load(
        _ path: String, as plan: ModelPlan?, role: ModelRole, mapping: ClassMapping? = nil,
        isBeginning: Bool = false
    ) throws -> any Classifier {
        try form.load(
            ModelSource(path: path), as: plan, role: role, classNames: classNames,
            mapping: mapping, isBeginning: isBeginning, catalog: .builtIn)
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
