import Foundation
import Torch

/// A model that is ready to answer: with its classes, and with what brings examples into its form.
///
/// ```swift
/// let predictor = try Predictor(at: "runs/address-matching")
/// for answer in try predictor.answers(to: [TextExample(id: "1", text: a, pair: b)]) { … }
/// ```
public struct Predictor {
    /// The names of the classes, in the order of the probabilities; none where it gives numbers or
    /// vectors.
    public let classNames: [String]
    /// Whether the model takes texts; else it takes pictures.
    public var takesTexts: Bool { form is TextForm }
    private let network: any Classifier
    private let form: any InputForm
    private let reader: any AnswerReader
    private let channels: Int
    private let device: Device

    /// Loads a model's folder, or a role's in a run's folder.
    ///
    /// - Parameter truncation: what is cut of texts that are too long; `.refuse` makes them an error.
    /// - Throws: `RunError.notAModel`, `TextError`, `TokenizerError`, `ModelError` or `WeightsError` for
    ///   what is no model that answers.
    public init(
        at path: String, role: ModelRole = .student, device: Device = .cpu,
        truncation: Truncation = .longestFirst
    ) throws {
        guard let folder = ModelSource(path: path).folder(preferring: role) else {
            throw RunError.notAModel(
                path: path, missing: "there is no folder of a model or of a finished run")
        }
        self.device = device
        let own = try folder.form(tokens: TokenPlan(truncation: truncation))
        (form, reader, channels) = (own.form, own.reader, own.channels)
        network =
            try folder.holdsText ? TextFolder(folder.url).load().network : folder.load().model
        classNames = reader.classNames
        try network.move(to: device)
        try network.move(to: .channelsLast)
        network.setTraining(false)
        // The first pass of a process finds operators and prepares weights; no answer should wait for it.
        _ = try withoutGradients { try network(form.blankInput(count: 1).to(device)) }
    }

    /// Answers to texts or pairs, in their order; an embedding's pairs are answered with their
    /// similarity.
    ///
    /// - Precondition: `takesTexts`.
    /// - Throws: `TextDataError.emptyText`, and `TokenizerError` for a text that is too long where none
    ///   may be cut.
    public func answers(to texts: [TextExample]) throws -> [Prediction] {
        guard let form = form as? TextForm else { preconditionFailure("the model takes pictures") }
        for (number, text) in texts.enumerated() where text.isEmpty {
            throw TextDataError.emptyText(number: number + 1)
        }
        var dataset = TextDataset(
            name: "texts", split: .val, classNames: classNames, examples: texts)
        if reader.readsTextsApart { dataset = dataset.singles() }
        let encodings = try form.tokenizer.encodings(of: dataset.examples, form.plan)
        // Short texts beside long ones would be padded to their length.
        let order = Self.plainOrder(of: dataset).grouped(
            by: encodings.map(\.count))
        var answers = try answers(to: dataset, in: order) { index in
            let example = dataset.examples[index]
            return [example.text] + [example.pair].compactMap { $0 }
        }
        for (index, text) in encodings.enumerated() { answers[index].cutTokens = text.cutCount }
        return dataset.pairings.isEmpty ? answers : Self.joined(answers, dataset.pairings)
    }

    /// One answer for the two texts of a pair, and those of single texts, in their order.
    private static func joined(
        _ answers: [Prediction], _ pairings: [TextPairing]
    ) -> [Prediction] {
        let seconds = Dictionary(pairings.map { ($0.first, $0.second) }) { first, _ in first }
        let taken = Set(seconds.values)
        return answers.indices.filter { !taken.contains($0) }.map { index in
            seconds[index].map { answers[index].compared(with: answers[$0]) } ?? answers[index]
        }
    }

    /// Answers to pictures in files, in their order; a folder stands for all that are in it.
    ///
    /// - Precondition: the model takes pictures.
    /// - Throws: `DatasetError` for a file that cannot be read.
    public func answers(toPicturesAt paths: [String]) throws -> [Prediction] {
        let files = try paths.flatMap(FolderDataset.pictures)
        let dataset = FolderDataset(at: files, classNames, channels: channels)
        return try answers(to: dataset, in: Self.plainOrder(of: dataset)) { [files[$0]] }
    }

    private static func plainOrder(of dataset: any Dataset) -> EpochOrder {
        EpochOrder(plain: dataset.count, batchSize: 64)
    }

    /// The answers to all examples, in the dataset's order whatever the batches' is.
    private func answers(
        to dataset: any Dataset, in order: EpochOrder, input: (Int) -> [String]
    ) throws -> [Prediction] {
        let batches = form.batches(
            BatchRequest(
                dataset: dataset, asTraining: false, order: order, workers: 0,
                // Each answer was asked for: what cannot be read is an error, and not left out.
                unreadable: .drop, skipped: SkippedImages(for: dataset, limit: 0)), device: device)
        var answers = [Prediction?](repeating: nil, count: dataset.count)
        while let batch = try batches.next() {
            let begun = ContinuousClock.now
            let output: [Float] = try withoutGradients {
                try reader.readable(network(batch.inputs).to(.float32)).elements()
            }
            let took = (ContinuousClock.now - begun).seconds * 1000 / Double(batch.count)
            let width = output.count / max(1, batch.count)
            for (row, index) in batch.indices.enumerated() {
                let own = output[row * width..<(row + 1) * width]
                answers[index] = Prediction(
                    input: input(index), answer: reader.answer(in: own), milliseconds: took)
            }
        }
        return answers.compactMap { $0 }
    }
}
