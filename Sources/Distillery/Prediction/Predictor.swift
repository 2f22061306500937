import Foundation
import Torch

/// A model that is ready to answer: with its classes, and with what brings examples into its form.
///
/// ```swift
/// let predictor = try Predictor(at: "runs/address-matching")
/// for answer in try predictor.answers(to: [TextExample(id: "1", text: a, pair: b)]) { … }
/// ```
public struct Predictor {
    /// The names of the classes, in the order of the probabilities.
    public let classNames: [String]
    /// Whether the model takes texts; else it takes pictures.
    public var takesTexts: Bool { form is TextForm }
    private let network: any Classifier
    private let form: any InputForm
    private let channels: Int
    private let device: Device

    /// Loads a model's folder, or a role's in a run's folder.
    ///
    /// - Throws: `RunError.notAModel`, `TextError`, `TokenizerError`, `ModelError` or `WeightsError` for
    ///   what is no model that answers with classes.
    public init(
        at path: String, role: ModelRole = .student, device: Device = .cpu
    ) throws {
        guard let folder = ModelSource(path: path).folder(preferring: role) else {
            throw RunError.notAModel(
                path: path, missing: "there is no folder of a model or of a finished run")
        }
        self.device = device
        if folder.holdsText {
            let loaded = try TextFolder(folder.url).load().network
            let texts = loaded.configuration
            guard case .classification(let names) = texts.task else {
                throw RunError.notAModel(
                    path: folder.url.path,
                    missing: "it is for \(texts.task.name), not for classification")
            }
            classNames = names
            channels = 0
            form = TextForm(
                try Tokenizer(folder: folder.url),
                plan: TokenPlan(maxLength: min(texts.maximumLength ?? 512, 512)),
                address: texts.addressCodes == nil ? nil : try AddressCodes(folder: folder.url))
            network = loaded
        } else {
            let (model, description) = try folder.load()
            classNames = description.classNames
            channels = description.model.channels
            let view = try View(
                .none, of: FolderDataset(at: [], classNames, channels: channels),
                size: description.model.imageSize, normalization: description.normalization)
            form = PictureForm(trainView: view, plainView: view)
            network = model
        }
        try network.move(to: device)
        try network.move(to: .channelsLast)
        network.setTraining(false)
        // The first pass of a process finds operators and prepares weights; no answer should wait for it.
        _ = try withoutGradients { try network(form.blankInput(count: 1).to(device)) }
    }

    /// Answers to texts or pairs, in their order.
    ///
    /// - Precondition: `takesTexts`.
    public func answers(to texts: [TextExample]) throws -> [Prediction] {
        let dataset = TextDataset(
            name: "texts", split: .val, classNames: classNames, examples: texts)
        return try answers(to: dataset) { index in
            [texts[index].text] + [texts[index].pair].compactMap { $0 }
        }
    }

    /// Answers to pictures in files, in their order; a folder stands for all that are in it.
    ///
    /// - Precondition: the model takes pictures.
    /// - Throws: `DatasetError` for a file that cannot be read.
    public func answers(toPicturesAt paths: [String]) throws -> [Prediction] {
        let files = try paths.flatMap(FolderDataset.pictures)
        let dataset = FolderDataset(at: files, classNames, channels: channels)
        return try answers(to: dataset) { [files[$0]] }
    }

    private func answers(
        to dataset: any Dataset, input: (Int) -> [String]
    ) throws -> [Prediction] {
        let batches = form.batches(
            BatchRequest(
                dataset: dataset, asTraining: false,
                order: EpochOrder(plain: dataset.count, batchSize: 64), workers: 0,
                // Each answer was asked for: what cannot be read is an error, and not left out.
                unreadable: .drop, skipped: SkippedImages(for: dataset, limit: 0)), device: device)
        var answers: [Prediction] = []
        while let batch = try batches.next() {
            let begun = ContinuousClock.now
            let shares: [Float] = try withoutGradients {
                try network(batch.inputs).to(.float32).softmax(dimension: -1).elements()
            }
            let took = (ContinuousClock.now - begun).seconds * 1000 / Double(batch.count)
            for (row, index) in batch.indices.enumerated() {
                let own = shares[row * classNames.count..<(row + 1) * classNames.count]
                    .map(Double.init)
                let best = own.indices.max { own[$0] < own[$1] } ?? 0
                answers.append(
                    Prediction(
                        input: input(index), label: classNames[best], probability: own[best],
                        probabilities: own, milliseconds: took))
            }
        }
        return answers
    }
}
