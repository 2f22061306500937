import Torch

/// A method that compares feature maps of both networks, pair by pair, and trains nothing of its own.
///
/// Its loss is `weight · Σ distance + label-weight · cross-entropy`, the sum over the pairs.
public protocol MapMethod: Method {
    var taps: TapChoice { get }
    var weight: ScheduledNumber { get }
    var labelWeight: ScheduledNumber { get }

    /// The distance of one pair of maps `[N, C, H, W]` of one size; their channels may differ.
    ///
    /// - Parameter teacher: without gradients.
    func distance(of student: Tensor, from teacher: Tensor) throws(TorchError) -> Tensor
}

extension MapMethod {
    public var needs: MethodNeeds { [.teacher, .labels, .taps] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        MapObjective(self, try setting.mapPairs(taps, at: .stages, for: Self.kind))
    }
}

/// Such a method at work.
private final class MapObjective: Objective {
    let method: any MapMethod
    let pairs: [MapPair]

    init(_ method: any MapMethod, _ pairs: [MapPair]) {
        self.method = method
        self.pairs = pairs
    }

    var taps: Taps { pairs.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let distances = try pairs.map { pair in
            let maps = try pair.mapsOfOneSize(step)
            return try method.distance(of: maps.student, from: maps.teacher)
        }
        return [
            LossTerm("maps", try distances.total(), weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}
