import Torch

/// What a method is set to work between: both networks with their taps, and the data.
public struct MethodSetting {
    public var student: TappedNetwork
    public var teacher: TappedNetwork?
    public var classes: Int
    /// How many examples the training has.
    public var examples: Int
    /// The class of every example, in the data set's order; `ClassLabel.unknown` where it has none.
    public var labels: [Int]
    /// The epochs of the whole training, start-up phases included.
    public var epochs: Int
    /// Where networks, parts and batches are.
    public var device: Device
    /// The models that a method can have made for these pictures.
    public var catalog: ModelCatalog

    public init(
        student: TappedNetwork, teacher: TappedNetwork? = nil, classes: Int, examples: Int = 0,
        labels: [Int] = [], epochs: Int = 1, device: Device = .cpu,
        catalog: ModelCatalog = .builtIn
    ) {
        self.student = student
        self.teacher = teacher
        self.classes = classes
        self.examples = examples
        self.labels = labels
        self.epochs = epochs
        self.device = device
        self.catalog = catalog
    }

    /// A new network for the student's inputs and classes: of that plan, or one like the student.
    ///
    /// - Throws: `ModelError` for a plan that cannot be, `MethodError` where the student's network is
    ///   not in this process.
    public func makeNetwork(
        _ plan: ModelPlan? = nil, for method: String
    ) throws -> any Classifier {
        if let text = student.network as? any TextNetwork {
            return try TextCatalog.makeNetwork(
                plan.map { try text.configuration.like($0) } ?? text.configuration)
        }
        guard let own = (student.network as? any ImageClassifier)?.configuration else {
            throw MethodError.unsuitable(
                method: method,
                reason: "it makes networks like the student, which is not in this process")
        }
        return try catalog.makeModel(
            plan?.configuration(
                classes: own.classes, channels: own.channels, imageSize: own.imageSize) ?? own)
    }

    /// The teacher, for methods that cannot do without.
    public func requireTeacher(for method: String) throws(MethodError) -> TappedNetwork {
        guard let teacher else { throw .needsTeacher(method: method) }
        return teacher
    }

    /// So many of the training's epochs: what is `given`, else an eighth, at least one.
    ///
    /// - Throws: `MethodError.tooFewEpochs` where nothing would be left for the main phase.
    public func startUpEpochs(_ given: Int?, for method: String) throws(MethodError) -> Int {
        let wanted = given ?? max(1, epochs / 8)
        guard wanted < epochs else {
            throw .tooFewEpochs(method: method, startUp: wanted, epochs: epochs)
        }
        return wanted
    }
}

/// The taps that a recipe names; what it leaves open is chosen from the stages.
public struct TapChoice: Sendable, Equatable {
    public var student: [String]?
    public var teacher: [String]?

    public init(student: [String]? = nil, teacher: [String]? = nil) {
        self.student = student
        self.teacher = teacher
    }
}

/// One place of each network, with the shapes of their outputs, batch first.
public struct TapPair: Sendable, Equatable {
    public var student: Tap
    public var teacher: Tap
}

extension MethodSetting {
    /// Which kind of places a method listens to where the recipe names none.
    public enum Place: Sendable {
        /// The ends of all stages.
        case stages
        /// The end of the last stage.
        case lastStage
        /// The end of the stage in the middle, the later one of two.
        case middleStage
        /// The ends of all stages before their last activation.
        case preactivations
        /// The vector that the head reads.
        case pooled
    }

    /// Pairs of taps: those named, else those at `place`, from the last stages backwards where one
    /// network has more.
    ///
    /// - Throws: `MethodError` for a path that is not there, a family without such places, or lists
    ///   of unlike length.
    public func pairs(
        _ choice: TapChoice = TapChoice(), at place: Place, for method: String
    ) throws(MethodError) -> [TapPair] {
        let teacher = try requireTeacher(for: method)
        var own = try student.paths(choice.student, at: place, for: method)
        var taught = try teacher.paths(choice.teacher, at: place, for: method)
        if choice.student == nil { own = Array(own.suffix(taught.count)) }
        if choice.teacher == nil { taught = Array(taught.suffix(own.count)) }
        guard own.count == taught.count else {
            throw .unlikeCounts(method: method, student: own, teacher: taught)
        }
        var pairs: [TapPair] = []
        for (mine, theirs) in zip(own, taught) {
            pairs.append(TapPair(student: try student.tap(mine), teacher: try teacher.tap(theirs)))
        }
        return pairs
    }
}

extension [TapPair] {
    /// What to listen to for these pairs.
    public var taps: Taps { Taps(student: map(\.student.path), teacher: map(\.teacher.path)) }
}
