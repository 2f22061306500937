import Torch

/// A teacher that is a network of this process, asked about every batch.
///
/// Where views repeat, and only logits are wanted, its answers are remembered.
final class NetworkSource: TeacherSource {
    private let network: any Classifier
    private let data: TrainingData
    private let precision: ScalarType?
    private let requireNoStop: () throws -> Void
    private let listener: RunListener
    private var known: [[String]: any Teacher] = [:]

    /// - Parameters:
    ///   - precision: the format that the teacher computes in; nil is its own.
    ///   - requireNoStop: throws once a stop was asked for.
    init(
        _ network: any Classifier, data: TrainingData, precision: ScalarType?,
        requireNoStop: @escaping () throws -> Void, listener: @escaping RunListener
    ) {
        self.network = network
        self.data = data
        self.precision = precision
        self.requireNoStop = requireNoStop
        self.listener = listener
    }

    var views: ViewCycle? { nil }

    func tapped() throws -> TappedNetwork {
        try TappedNetwork(network, role: .teacher, example: data.exampleInput(count: 2))
    }

    func teacher(taps: [String]) throws -> any Teacher {
        if let teacher = known[taps] { return teacher }
        let live = try ModuleTeacher(
            network, taps: taps, example: data.exampleInput(count: 2), device: data.device,
            precision: precision)
        let teacher: any Teacher = data.viewsRepeat && taps.isEmpty ? try remember(live) : live
        known[taps] = teacher
        return teacher
    }

    private func remember(_ teacher: ModuleTeacher) throws -> RememberingTeacher {
        listener(.began("Asking the teacher about \(data.train.count) examples"))
        let loader = data.plainBatches(of: data.train)
        return try RememberingTeacher(asking: teacher, examples: data.train.count) {
            try requireNoStop()
            return try loader.next()
        }
    }
}
