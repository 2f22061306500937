import Foundation
import Torch

/// A teacher that is a network of this process and whose answers are kept in a store beside the run.
///
/// They are kept in single precision, so that students learn what the network itself would say.
final class CacheSource: TeacherSource {
    private let network: any Classifier
    private let hash: String
    private let folder: URL
    private let data: TrainingData
    private let cycle: ViewCycle
    private let precision: ScalarType?
    private let requireNoStop: () throws -> Void
    private let listener: RunListener
    private var known: [[String]: CachingTeacher] = [:]

    /// - Parameters:
    ///   - hash: SHA-256 of the network's weights file.
    ///   - folder: the store's.
    ///   - precision: the format that the teacher computes in; nil is its own.
    ///   - requireNoStop: throws once a stop was asked for.
    init(
        _ network: any Classifier, hash: String, in folder: URL, data: TrainingData,
        views: ViewCycle, precision: ScalarType?, requireNoStop: @escaping () throws -> Void,
        listener: @escaping RunListener
    ) {
        self.network = network
        self.hash = hash
        self.folder = folder
        self.data = data
        cycle = views
        self.precision = precision
        self.requireNoStop = requireNoStop
        self.listener = listener
    }

    var views: ViewCycle? { cycle }

    func tapped() throws -> TappedNetwork {
        try TappedNetwork(network, role: .teacher, example: data.exampleInput(count: 2))
    }

    func teacher(taps: [String]) throws -> any Teacher {
        if let teacher = known[taps] { return teacher }
        let tapped = try tapped()
        let content = StoredContent(
            precision: .fp32, taps: try tapped.storedTaps(taps, for: data),
            width: tapped.storedWidth(for: data))
        let description = try LabelStoreDescription(
            teacher: .init(name: tapped.name, hash: hash, network: StoredNetwork(tapped)),
            classNames: data.classNames, content: content,
            splits: [try data.labels(of: .train, cycle)])
        let live = try ModuleTeacher(
            network, taps: taps, example: data.exampleInput(count: 2), device: data.device,
            precision: precision)
        let begun = ContinuousClock.now
        var first: Int?
        let labeller = Labeller(
            writer: try LabelStoreWriter(folder, description, datasets: [data.train]),
            teacher: live, data: data
        ) { [requireNoStop, listener] labelled, all in
            let known = first ?? labelled
            first = known
            let seconds = (ContinuousClock.now - begun).seconds
            listener(
                .labelled(
                    labelled, of: all, perSecond: Double(labelled - known) / max(seconds, 1e-9)))
            try requireNoStop()
        }
        let teacher = CachingTeacher(labeller, taps: taps, device: data.device)
        known[taps] = teacher
        return teacher
    }
}
