import SwiftProtobuf
import Torch

extension CoreMLInput {
    /// The variable that the program is given.
    var variable: CoreMLVariable {
        switch kind {
        case .picture(let width, let height, let normalization):
            CoreMLVariable(
                name: name, type: .float32, shape: [1, normalization.mean.count, height, width])
        case .samples(let shape): CoreMLVariable(name: name, type: .float32, shape: shape)
        case .tokens(let longest, let rows):
            CoreMLVariable(
                name: name, type: .int32,
                shape: [1] + (rows.map { [$0] } ?? []) + [longest == 1 ? 1 : nil])
        }
    }

    /// What is said of it outside of the program.
    var feature: MILFeatureDescription {
        .with { feature in
            feature.name = name
            feature.shortDescription = summary
            switch kind {
            case .picture(let width, let height, let normalization):
                feature.type.imageType = .with {
                    $0.width = Int64(width)
                    $0.height = Int64(height)
                    $0.colorSpace = normalization.mean.count == 1 ? .grayscale : .rgb
                }
            case .samples(let shape):
                feature.type.multiArrayType = .with {
                    $0.shape = shape.map(Int64.init)
                    $0.dataType = .float32
                }
            case .tokens(let longest, let rows):
                let fixed = [1] + (rows.map { [$0] } ?? [])
                let ranges = fixed.map { $0...$0 } + [1...longest]
                feature.type.multiArrayType = .with {
                    $0.shape = (fixed + [min(longest, 16)]).map(Int64.init)
                    $0.dataType = .int32
                    $0.shapeRange.sizeRanges = ranges.map { range in
                        .with {
                            $0.lowerBound = UInt64(range.lowerBound)
                            $0.upperBound = Int64(range.upperBound)
                        }
                    }
                }
            }
        }
    }

    /// The input as the network takes it: in the type of the computation, pictures normalised.
    func prepared(in program: CoreMLProgram) throws -> CoreMLVariable {
        let given = variable
        guard given.isFloating else { return given }
        var value = given
        if program.floating != given.type {
            value = program.add(
                "cast", ["x": .variable(given), "dtype": .text(program.floating.programName)],
                type: program.floating, shape: given.shape, named: "\(name)_cast")
        }
        guard case .picture(_, _, let normalization) = kind else { return value }
        // (x / 255 - mean) / std, with one product and one difference.
        func perChannel(_ numbers: [Double], _ wish: String) throws -> CoreMLVariable {
            try program.constant(
                Tensor(numbers, shape: [1, numbers.count, 1, 1]), named: "\(name)_\(wish)")
        }
        let scale = try perChannel(normalization.std.map { 1 / (255 * $0) }, "scale")
        let shift = try perChannel(zip(normalization.mean, normalization.std).map(/), "shift")
        value = program.add(
            "mul", ["x": .variable(value), "y": .variable(scale)], type: value.type,
            shape: value.shape, named: "\(name)_scaled")
        return program.add(
            "sub", ["x": .variable(value), "y": .variable(shift)], type: value.type,
            shape: value.shape, named: "\(name)_normalized")
    }

    /// What a text network takes: tokens, masks and segments, and codes of addresses in rows.
    ///
    /// - Parameter longest: in tokens, special ones included.
    public static func texts(of subject: ExportSubject, longest: Int) -> [CoreMLInput] {
        zip(subject.inputs, subject.graph.inputs).map { port, value in
            let shape = subject.graph.types[value]?.shape ?? []
            return CoreMLInput(
                name: port.name,
                kind: .tokens(longest: longest, rows: shape.count == 3 ? shape[1] : nil))
        }
    }

    func validate() throws(CoreMLError) {
        switch kind {
        case .picture(let width, let height, let normalization):
            guard width > 0, height > 0 else {
                throw .input(name: name, reason: "a picture has no size of \(width)x\(height)")
            }
            guard [1, 3].contains(normalization.mean.count) else {
                let count = normalization.mean.count
                throw .input(
                    name: name,
                    reason: "Core ML's pictures have 1 or 3 channels, found \(count); take an array"
                )
            }
        case .samples(let shape):
            guard shape.allSatisfy({ $0 > 0 }), shape.first == 1 else {
                throw .input(
                    name: name,
                    reason: "an array is of one example, as [1, 3, 32, 32]; found \(shape)")
            }
        case .tokens(let longest, let rows):
            guard longest > 0, rows ?? 1 > 0 else {
                throw .input(
                    name: name, reason: "\(rows ?? 1) rows of \(longest) tokens are none")
            }
        }
    }
}
