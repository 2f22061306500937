/// Parameters that have a gradient and that one call can update: of one group, device and type.
struct GradientBucket {
    let weightDecay: Double?
    let learningRateScale: Double
    /// Where each parameter stands among those of all groups.
    private(set) var indices: [Int] = []
    private(set) var parameters: [Tensor] = []
    private(set) var gradients: [Tensor] = []

    init(_ group: ParameterGroup) {
        weightDecay = group.weightDecay
        learningRateScale = group.learningRateScale
    }

    private init(like other: GradientBucket) {
        weightDecay = other.weightDecay
        learningRateScale = other.learningRateScale
    }

    var isEmpty: Bool { indices.isEmpty }

    fileprivate mutating func append(_ index: Int, _ parameter: Tensor, _ gradient: Tensor) {
        indices.append(index)
        parameters.append(parameter)
        gradients.append(gradient)
    }

    /// The entries whose index satisfies `condition`.
    func filtered(_ condition: (Int) -> Bool) -> GradientBucket {
        var part = GradientBucket(like: self)
        for (place, index) in indices.enumerated() where condition(index) {
            part.append(index, parameters[place], gradients[place])
        }
        return part
    }
}

private struct BucketKey: Hashable {
    let group: Int
    let device: Device
    let scalarType: Int8?
}

extension [ParameterGroup] {
    /// The parameters that have a gradient, in buckets.
    func buckets() throws(TorchError) -> [GradientBucket] {
        var buckets: [GradientBucket] = []
        var places: [BucketKey: Int] = [:]
        var index = 0
        for (number, group) in enumerated() {
            for parameter in group.parameters {
                defer { index += 1 }
                let tensor = parameter.tensor
                guard let gradient = tensor.gradient else { continue }
                let key = BucketKey(
                    group: number, device: tensor.device,
                    scalarType: tensor.knownScalarType?.rawValue)
                let place = places[key, default: buckets.count]
                if place == buckets.count {
                    places[key] = place
                    buckets.append(GradientBucket(group))
                }
                buckets[place].append(index, tensor, try gradient.laidOut(as: tensor))
            }
        }
        return buckets
    }
}

extension Tensor {
    /// The same elements at the places of memory where `other` has them.
    ///
    /// Fused operators walk over parameters and gradients side by side and do not look at strides.
    fileprivate func laidOut(as other: Tensor) throws(TorchError) -> Tensor {
        guard !hasLayout(of: other) else { return self }
        let moved = try other.emptyLike()
        try moved.copy(from: self)
        return moved
    }
}
