import Foundation
import Torch

extension LabelPlan {
    /// Labels whatever the store in a folder lacks, and finishes it.
    ///
    /// Calling it again goes on where a stopped or killed process was.
    ///
    /// - Throws: `LabelStoreError.interrupted` when a stop was asked for; what is finished is kept.
    public func carryOut(
        in folder: URL, stop: StopRequest = StopRequest(),
        listener: @escaping RunListener = { _ in }
    ) throws -> LabelSummary {
        let device = try Device(recipe.device)
        try device.requireAvailable()
        if let threads = recipe.threads { Engine.threads = threads }
        let data = try TrainingData(recipe.resolvedData, device: device)
        if let plan = recipe.teacher, plan.elsewhere != nil {
            return try ask(plan, data, in: folder, stop: stop, listener: listener)
        }
        try requireSense(for: data)
        let (network, weights, hash) = try loadTeacher(data)
        let tapped = try TappedNetwork(
            network, role: .teacher, example: data.exampleInput(count: 2))
        let taps = try taps.chosen(in: tapped, data)
        let writer = try LabelStoreWriter(
            folder, description(data, tapped, taps, hash: hash),
            datasets: splits.map { data.dataset(of: $0) })

        let begun = ContinuousClock.now
        let (before, all) = writer.progress
        listener(.began("Labelling: \(before) of \(all) labels are there"))
        let labeller = Labeller(
            writer: writer,
            teacher: try ModuleTeacher(
                network, taps: taps.map(\.path), example: data.exampleInput(count: 2),
                device: device, precision: recipe.training.precision.scalarType),
            data: data, batchSize: batchSize
        ) { labelled, all in
            let seconds = (ContinuousClock.now - begun).seconds
            listener(
                .labelled(
                    labelled, of: all, perSecond: Double(labelled - before) / max(seconds, 1e-9)))
            if stop.isStopping { throw LabelStoreError.interrupted(store: folder.relativePath) }
        }
        try labeller.label()
        let seconds = (ContinuousClock.now - begun).seconds
        for remark in data.remarks { listener(.warning(remark)) }
        try note(network, weights, data, in: writer)
        return try summary(folder, writer, labelled: all - before, seconds: seconds)
    }

    private func requireSense(for data: TrainingData) throws {
        try data.requireUnmixed()
        guard (1...1 << 20).contains(views), views == 1 || !data.viewsRepeat else {
            throw LabelStoreError.request(
                what: "the number of views", found: "\(views)",
                expected: data.viewsRepeat
                    ? "1 where pictures are not augmented" : "from 1 to \(1 << 20)")
        }
        guard batchSize > 0 else {
            throw LabelStoreError.request(
                what: "the batch size", found: "\(batchSize)", expected: "at least 1")
        }
    }

    /// The teacher's network, the file that its weights were read from, and what identifies it.
    private func loadTeacher(
        _ data: TrainingData
    ) throws -> (network: any Classifier, weights: URL, hash: String) {
        guard let plan = recipe.teacher, let path = plan.weights else {
            throw RecipeError.missingKey(path: "teacher", key: "weights")
        }
        let network = try data.load(
            path, as: plan.model, role: .teacher, mapping: plan.classes)
        try network.move(to: data.device)
        try network.move(to: .channelsLast)
        let file = ModelSource(path: path).weightsFile(preferring: .teacher)
        return (network, file, try plan.hash(ofWeightsAt: file))
    }

    private func description(
        _ data: TrainingData, _ network: TappedNetwork, _ taps: [StoredTap], hash: String
    ) throws -> LabelStoreDescription {
        try LabelStoreDescription(
            teacher: .init(name: network.name, hash: hash, network: StoredNetwork(network)),
            classNames: data.classNames,
            content: StoredContent(
                precision: precision, top: top, taps: taps, width: network.storedWidth(for: data)),
            splits: splits.map { split in
                try data.labels(
                    of: split, ViewCycle(seed: recipe.seed, count: split == .train ? views : 1))
            })
    }

    /// Notes how good the teacher is, for the reports of runs that never see it.
    private func note(
        _ network: any Classifier, _ weights: URL, _ data: TrainingData,
        in writer: LabelStoreWriter
    ) throws {
        guard splits.contains(.val), writer.description.teacher.evaluation == nil else { return }
        let evaluator = Evaluator(data: data)
        let answers = try evaluator.answers(
            of: StoredTeacher(LabelStore(writer.url), split: .val, device: data.device))
        try writer.note(evaluator.evaluate(network, answers: answers, weights: weights))
    }

    func summary(
        _ folder: URL, _ writer: LabelStoreWriter, labelled: Int, seconds: Double
    ) throws -> LabelSummary {
        let store = try LabelStore(folder)
        try store.requireWhole()
        return LabelSummary(
            store: folder.relativePath, teacher: writer.description.teacher.name,
            teacherHash: writer.description.teacher.hash,
            splits: writer.description.splits.map {
                .init(split: $0.split, dataset: $0.dataset, examples: $0.examples, views: $0.views)
            },
            bytes: store.byteCount, labelled: labelled, seconds: seconds,
            labelsPerSecond: Double(labelled) / max(seconds, 1e-9))
    }
}

extension LabelledTaps {
    /// The taps in a teacher, with their shapes.
    ///
    /// - Throws: `MethodError` for a path that is not there, with the nearest ones.
    fileprivate func chosen(
        in teacher: TappedNetwork, _ data: TrainingData
    ) throws -> [StoredTap] {
        var paths: [String] = []
        switch self {
        case .none: break
        case .paths(let named): paths = named
        case .methods(let methods):
            // Beside a student of as many stages, a method listens to all of the teacher's.
            var student = teacher
            student.role = .student
            for method in methods {
                let setting = MethodSetting(
                    student: student, teacher: teacher, classes: data.classNames.count,
                    examples: data.train.count,
                    labels: (0..<data.train.count).map { data.train.label(at: $0) }, epochs: 1000,
                    device: data.device)
                for path in try method.makeObjective(for: setting).taps.teacher
                where !paths.contains(path) { paths.append(path) }
            }
        }
        return try teacher.storedTaps(paths, for: data)
    }
}
