import Torch

/// A place in a network: a dotted module path with the shape of what is put out there, batch first.
public struct Tap: Sendable, Equatable, CustomStringConvertible {
    public var path: String
    public var shape: [Int]

    public init(_ path: String, _ shape: [Int]) {
        self.path = path
        self.shape = shape
    }

    /// Channels of a feature map, or the width of a vector.
    public var channels: Int { shape.count > 1 ? shape[1] : 1 }

    /// `layer3 (64 × 8 × 8)`, the batch left out.
    public var description: String {
        "\(path) (\(shape.dropFirst().map(String.init).joined(separator: " × ")))"
    }
}

/// A network as methods see it: what its taps are, and which of them have a role.
public struct TappedNetwork {
    /// The network's name, as `resnet20`.
    public var name: String
    public var role: ModelRole
    /// The ends of the stages, shallow to deep.
    public var stages: [String]
    /// The same before each stage's last activation; empty where the family has none.
    public var preactivations: [String]
    /// The vector that the head reads.
    public var pooled: String
    public var head: String
    /// The shape of every module's output, batch first.
    public var shapes: [String: [Int]]
    /// How many numbers the network answers with; nil where nobody ran it.
    public var answerWidth: Int?
    /// The paths in the order in which the modules were done; empty where nobody ran them.
    public var order: [String] = []
    /// The network itself, where it is in this process.
    public var network: (any Classifier)?
    /// The network's modules by dotted path; empty where it is not in this process.
    public var modules: [String: any Module]
    /// Where a network over texts has embeddings and attention; nil for others, and for answers alone.
    public var tokens: TokenPlaces?
    /// The networks of teachers together, which have no taps in common; empty for one network.
    public var members: [TappedNetwork] = []

    public init(
        name: String, role: ModelRole, stages: [String], preactivations: [String] = [],
        pooled: String, head: String, shapes: [String: [Int]],
        network: (any Classifier)? = nil, modules: [String: any Module] = [:]
    ) {
        self.name = name
        self.role = role
        self.stages = stages
        self.preactivations = preactivations
        self.pooled = pooled
        self.head = head
        self.shapes = shapes
        self.network = network
        self.modules = modules
        tokens = (network as? any TextNetwork).map(TokenPlaces.init)
    }

    /// Finds the shapes by running `network` once on `example`, in evaluation mode.
    public init(
        _ network: any Classifier, role: ModelRole, example: Tensor
    ) throws {
        let session = TapSession(everyModuleOf: network)
        network.setTraining(false)
        let answer = try session.listen { try withoutGradients { try network(example) } }
        self.init(
            name: network.name, role: role, stages: network.stages,
            preactivations: network.preactivations, pooled: network.pooled, head: network.head,
            shapes: session.outputs.mapValues(\.shape), network: network,
            modules: Dictionary(network.namedModules()) { first, _ in first })
        order = session.order
        answerWidth = answer.shape.last
    }

    /// The tap at a path.
    ///
    /// - Throws: `MethodError.noSuchTap` with the nearest paths and their shapes.
    public func tap(_ path: String) throws(MethodError) -> Tap {
        guard let shape = shapes[path] else {
            throw .noSuchTap(network: name, role: role, path: path, nearest: nearest(to: path))
        }
        return Tap(path, shape)
    }

    /// The module at a path.
    ///
    /// - Throws: `MethodError.noSuchTap` with the nearest paths.
    public func requireModule(_ path: String) throws(MethodError) -> any Module {
        guard let module = modules[path] else {
            throw .noSuchTap(network: name, role: role, path: path, nearest: nearest(to: path))
        }
        return module
    }

    /// The linear layer from the pooled vector to the logits.
    ///
    /// - Throws: `MethodError.noHead` where the network is not in this process or has no such layer.
    public func linearHead(for method: String) throws(MethodError) -> Linear {
        guard let layer = modules[head] as? Linear else {
            throw .noHead(method: method, network: name, role: role)
        }
        return layer
    }

    /// The paths that a recipe names, else those that stand at a place.
    func paths(
        _ named: [String]?, at place: MethodSetting.Place, for method: String
    ) throws(MethodError) -> [String] {
        if let named { return named }
        switch place {
        case .pooled: return [pooled]
        case .preactivations:
            guard !preactivations.isEmpty else {
                throw .noPreactivations(method: method, network: name, role: role)
            }
            return preactivations
        case .stages, .lastStage, .middleStage:
            guard let last = stages.last else {
                throw .noStages(method: method, network: name, role: role)
            }
            if place == .lastStage { return [last] }
            if place == .middleStage { return [stages[stages.count / 2]] }
            return stages
        }
    }

    /// Up to three taps like a path: the nearest name, those that begin alike, the stages.
    private func nearest(to path: String) -> [Tap] {
        let paths = shapes.keys.filter { !$0.isEmpty }.sorted()
        let stem = path.split(separator: ".").first.map(String.init) ?? path
        let candidates =
            [nearestName(to: path, in: paths)].compactMap { $0 }
            + paths.filter { $0 == stem || $0.hasPrefix(stem + ".") } + stages
        var found: [Tap] = []
        for candidate in candidates where !found.contains(where: { $0.path == candidate }) {
            if let shape = shapes[candidate] { found.append(Tap(candidate, shape)) }
        }
        return Array(found.prefix(3))
    }
}
