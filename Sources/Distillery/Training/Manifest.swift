import Foundation
import Torch

/// What a run's figures depend on beside its recipe: versions, seeds, hashes, machine.
public struct Manifest: Codable, Sendable, Equatable {
    public var distillery: String
    public var libtorch: String
    public var created: Date
    public var seeds: [UInt64]
    /// SHA-256 of what identifies the training and the validation examples.
    public var trainingDataHash: String
    public var validationDataHash: String
    public var trainingExamples: Int
    public var validationExamples: Int
    /// SHA-256 of the teacher's weights file, once there is one.
    public var teacherHash: String?
    /// The views of a label store that epochs go through; nil where the teacher answers itself.
    public var labelledViews: ViewCycle?
    public var machine: Machine

    /// The computer that ran.
    public struct Machine: Codable, Sendable, Equatable {
        public var system: String
        public var processor: String
        public var cores: Int
        public var threads: Int
        public var memoryBytes: UInt64
        /// The best instruction set that libtorch uses.
        public var instructions: String
        public var device: String

        /// This computer, now.
        static func here(device: Device) -> Machine {
            let process = ProcessInfo.processInfo
            return Machine(
                system: process.operatingSystemVersionString, processor: processorName(),
                cores: process.processorCount, threads: Engine.threads,
                memoryBytes: process.physicalMemory, instructions: Engine.cpuCapability,
                device: device.description)
        }
    }

    /// The manifest as lines of a report.
    var facts: [RunReport.Fact] {
        [
            .init("Distillery", distillery),
            .init("libtorch", libtorch),
            .init("Created", created.formatted(.iso8601)),
            .init("Seeds", seeds.map(String.init).joined(separator: ", ")),
            .init("Training data", "\(trainingExamples) examples, sha256 \(trainingDataHash)"),
            .init(
                "Validation data", "\(validationExamples) examples, sha256 \(validationDataHash)"),
            .init("Teacher", teacherHash.map { "sha256 \($0)" } ?? "none"),
            .init(
                "Machine",
                "\(machine.processor), \(machine.cores) cores, \(machine.threads) threads, "
                    + "\(machine.instructions), \(machine.system), device \(machine.device)"),
        ]
    }

    func write(to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        try DurableFile.write(try encoder.encode(self) + Data("\n".utf8), to: url)
    }

    /// The manifest of an earlier part of the same run; nil where there is none.
    static func read(from url: URL) throws -> Manifest? {
        guard let data = FileManager.default.contents(atPath: url.path) else { return nil }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try ReportFileError.reading(url) { try decoder.decode(Manifest.self, from: data) }
    }

    /// Refuses to go on with other examples than the run was begun with.
    func requireSameData(as now: Manifest, folder: RunFolder) throws(RunError) {
        let pairs = [
            ("training", trainingDataHash, now.trainingDataHash),
            ("validation", validationDataHash, now.validationDataHash),
        ]
        for (name, then, now) in pairs where then != now {
            throw .dataChanged(folder: folder.url.path, split: name)
        }
    }

    /// Refuses to go on with other labels than the run was begun with; views that were added to
    /// the store since are left aside.
    mutating func settle(labels store: LabelStore) throws {
        let labels = try store.requireLabels(of: .train)
        if let teacherHash { try store.requireTeacher(hash: teacherHash, name: "the run's own") }
        if store.isOfWholeExamples {
            // Each epoch has views of its own, as beside a teacher that is here.
            teacherHash = store.description.teacher.hash
            return
        }
        let views = labelledViews ?? ViewCycle(seed: labels.viewSeed, count: labels.views)
        guard views.seed == labels.viewSeed, views.count <= labels.views else {
            throw LabelStoreError.otherView(
                store: store.url.relativePath, what: "seed and number",
                stored: "\(labels.viewSeed), \(labels.views)",
                found: "\(views.seed), \(views.count)")
        }
        teacherHash = store.description.teacher.hash
        labelledViews = views
    }
}

private func processorName() -> String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    return name ?? "unknown processor"
}
