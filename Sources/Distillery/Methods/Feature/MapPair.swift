import Torch

/// A place in each network, both seen as feature maps, or vectors where a method takes them.
public struct MapPair: Sendable, Equatable {
    public let student: FeatureMap
    public let teacher: FeatureMap

    /// Height and width of the smaller of both.
    var grid: [Int] {
        [min(student.height, teacher.height), min(student.width, teacher.width)]
    }

    /// Both maps of a step, as they are.
    func maps(_ step: DistillationStep) throws -> (student: Tensor, teacher: Tensor) {
        (
            student: try student(step.student(at: student.path)),
            teacher: try teacher(step.teacher(at: teacher.path))
        )
    }

    /// Both maps of a step, the larger averaged down to the size of the smaller.
    func mapsOfOneSize(_ step: DistillationStep) throws -> (student: Tensor, teacher: Tensor) {
        let maps = try maps(step)
        return (
            student: try maps.student.averaged(to: grid),
            teacher: try maps.teacher.averaged(to: grid)
        )
    }

    /// Both outputs of a step as vectors `[N, channels]`: maps averaged over their pixels.
    func vectors(_ step: DistillationStep) throws -> (student: Tensor, teacher: Tensor) {
        let maps = try maps(step)
        return (
            student: try maps.student.averagedOverPixels(),
            teacher: try maps.teacher.averagedOverPixels()
        )
    }

    var taps: Taps { [self].taps }
}

extension [MapPair] {
    /// What to listen to for these pairs.
    public var taps: Taps { Taps(student: map(\.student.path), teacher: map(\.teacher.path)) }
}

extension MethodSetting {
    /// Pairs of feature maps: those named, else those at `place`; see `pairs(_:at:for:)`.
    ///
    /// - Throws: `MethodError` where one of them is no map.
    public func mapPairs(
        _ choice: TapChoice = TapChoice(), at place: Place, for method: String,
        acceptingVectors: Bool = false
    ) throws(MethodError) -> [MapPair] {
        let teacher = try requireTeacher(for: method)
        var maps: [MapPair] = []
        for pair in try pairs(choice, at: place, for: method) {
            maps.append(
                MapPair(
                    student: try FeatureMap(
                        pair.student, of: student, for: method, acceptingVectors: acceptingVectors),
                    teacher: try FeatureMap(
                        pair.teacher, of: teacher, for: method, acceptingVectors: acceptingVectors)
                ))
        }
        return maps
    }

    /// The one pair of maps of a method that compares no more.
    ///
    /// - Throws: `MethodError.unsuitable` where the recipe names several.
    public func mapPair(
        _ choice: TapChoice = TapChoice(), at place: Place, for method: String,
        acceptingVectors: Bool = false
    ) throws(MethodError) -> MapPair {
        let pairs = try mapPairs(
            choice, at: place, for: method, acceptingVectors: acceptingVectors)
        guard pairs.count == 1 else {
            throw .unsuitable(
                method: method,
                reason: "it compares one pair of taps, and the recipe names \(pairs.count); "
                    + "have it in 'methods' once for each pair")
        }
        return pairs[0]
    }
}

extension Tap {
    /// The tap as a vector: its map averaged over the pixels.
    var averaged: Tap { Tap(path, Array(shape.prefix(2))) }
}

extension Tensor {
    /// A map `[N, C, H, W]` averaged into a grid of height and width; itself where it is one.
    func averaged(to grid: [Int]) throws(TorchError) -> Tensor {
        Array(shape.suffix(2)) == grid ? self : try adaptiveAveragePool2d(grid)
    }

    /// The mean of a map `[N, C, H, W]` over its pixels: `[N, C]`; a vector as it is.
    func averagedOverPixels() throws(TorchError) -> Tensor {
        guard rank == 4 else { return self }
        return try shape[2] * shape[3] == 1 ? flattened(from: 1) : mean(dimensions: [2, 3])
    }

    /// A vector `[N, C]` as a map of one pixel; a map as it is.
    func asMap() throws(TorchError) -> Tensor {
        rank == 2 ? try reshaped(shape + [1, 1]) : self
    }
}

extension [Tensor] {
    /// The sum of scalars; there is at least one.
    func total() throws(TorchError) -> Tensor {
        var total = self[0]
        for tensor in dropFirst() { total = try total + tensor }
        return total
    }
}
