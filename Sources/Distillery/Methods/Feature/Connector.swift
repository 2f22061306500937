import Torch

/// What a student's output goes through to be compared with a teacher's of another shape.
///
/// It is a part of a method: it learns beside the student, is kept in checkpoints, and is no part of
/// the student that a run hands over.
public final class Connector: Layer {
    public let student: Tap
    public let teacher: Tap
    /// What the connector is, in words: `3×3 convolution of stride 2`.
    public let form: String
    /// Multiply-adds of one example in its convolution or linear layer.
    public let multiplyAdds: Int
    let layer: any Layer

    public var pathNames: [String: String] { ["layer": ""] }

    private init(
        _ form: String, from student: Tap, to teacher: Tap, _ layer: any Layer, multiplyAdds: Int
    ) {
        self.form = form
        self.student = student
        self.teacher = teacher
        self.layer = layer
        self.multiplyAdds = multiplyAdds
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor { try layer(input) }

    /// Whether both shapes agree, so that nothing is to be done.
    public var isIdentity: Bool { layer is Identity }

    /// The connector that suits both shapes: none where they agree, FitNet's regressor between maps
    /// `[N, C, H, W]`, a linear layer between vectors `[N, width]` and between states of tokens
    /// `[N, length, width]`, whatever their lengths.
    ///
    /// - Throws: `MethodError.unlikeShapes` between unlike kinds of outputs, or maps that no regressor
    ///   fits.
    public static func inferred(
        from student: Tap, to teacher: Tap, for method: String
    ) throws -> Connector {
        let (own, taught) = (student.shape.dropFirst(), teacher.shape.dropFirst())
        if own == taught {
            return Connector("identity", from: student, to: teacher, Identity(), multiplyAdds: 0)
        }
        switch (own.count, taught.count) {
        case (1, 1):
            let (inputs, outputs) = (student.channels, teacher.channels)
            return Connector(
                "linear layer", from: student, to: teacher, try Linear(inputs, outputs),
                multiplyAdds: inputs * outputs)
        case (2, 2):
            let (inputs, outputs) = (student.shape[2], teacher.shape[2])
            let needed = inputs != outputs
            return Connector(
                needed ? "linear layer for each token" : "identity", from: student, to: teacher,
                needed ? try Linear(inputs, outputs) : Identity(),
                multiplyAdds: needed ? inputs * outputs * student.shape[1] : 0)
        case (3, 3): return try regressor(from: student, to: teacher, for: method)
        default:
            throw MethodError.unlikeShapes(
                method: method, student: student, teacher: teacher,
                wayOut: "name two feature maps or two vectors in 'student-taps' and 'teacher-taps'")
        }
    }

    /// FitNet's regressor from map to map: a convolution to the teacher's channels and size, batch
    /// normalisation and ReLU (`ConvReg` of RepDistiller and mdistiller).
    ///
    /// The student's map is halved by 3×3 of stride 2, doubled by a transposed 4×4 of stride 2, or
    /// else cut by a kernel of 1 + student's side − teacher's.
    ///
    /// - Throws: `MethodError.unlikeShapes` where the student's map is smaller, but not half as large.
    public static func regressor(
        from student: Tap, to teacher: Tap, for method: String
    ) throws -> Connector {
        let (inputs, outputs) = (student.channels, teacher.channels)
        let (own, taught) = (Array(student.shape.suffix(2)), Array(teacher.shape.suffix(2)))
        func connector(_ form: String, _ convolution: any Layer, adds: Int) throws -> Connector {
            let layer = NormalizedConvolution(
                convolution, try BatchNorm(outputs), activation: Activation(.relu, inPlace: true))
            return Connector(form, from: student, to: teacher, layer, multiplyAdds: adds)
        }
        let (channels, pixels) = (inputs * outputs, taught[0] * taught[1])
        if own == taught.map({ 2 * $0 }) {
            return try connector(
                "3×3 convolution of stride 2",
                Conv2d(inputs, outputs, kernel: 3, stride: 2, padding: 1),
                adds: 9 * channels * pixels)
        }
        if own.map({ 2 * $0 }) == taught {
            return try connector(
                "transposed 4×4 convolution of stride 2",
                ConvTranspose2d(inputs, outputs, kernel: 4, stride: 2, padding: 1),
                adds: 16 * channels * own[0] * own[1])
        }
        let kernel = zip(own, taught).map { 1 + $0 - $1 }
        guard kernel.allSatisfy({ $0 > 0 }) else {
            throw MethodError.unlikeShapes(
                method: method, student: student, teacher: teacher,
                wayOut: "a connector doubles a map's sides or makes them smaller; name maps of "
                    + "nearer sizes in 'student-taps' and 'teacher-taps'")
        }
        return try connector(
            "\(kernel[0])×\(kernel[1]) convolution", Conv2d(inputs, outputs, kernel: kernel),
            adds: kernel[0] * kernel[1] * channels * pixels)
    }

    /// A 1×1 convolution without bias to the teacher's channels and batch normalisation.
    ///
    /// The map `[N, C, H, W]` keeps its size. On vectors `[N, C]` it is the linear layer that it amounts
    /// to, in less than half the time.
    public static func projection(
        from student: Tap, to teacher: Tap, activation: Activation.Kind? = nil
    ) throws(TorchError) -> Connector {
        let (inputs, outputs) = (student.channels, teacher.channels)
        let isVector = student.shape.count == 2
        let convolution: any Layer =
            isVector
            ? try Linear(inputs, outputs, bias: false)
            : try Conv2d(inputs, outputs, kernel: 1, bias: false)
        let layer = NormalizedConvolution(
            convolution, try BatchNorm(outputs),
            activation: activation.map { Activation($0, inPlace: true) })
        let pixels = student.shape.dropFirst(2).reduce(1, *)
        return Connector(
            isVector ? "linear layer without bias" : "1×1 convolution", from: student, to: teacher,
            layer, multiplyAdds: inputs * outputs * pixels)
    }
}

extension Connector: CustomStringConvertible {
    /// What it is, between which shapes, and what it costs.
    public var description: String {
        let cost =
            isIdentity
            ? ""
            : ": \(NumberFormat.count(parameterCount)) parameters, "
                + "\(NumberFormat.count(multiplyAdds)) multiply-adds"
        return "\(form) from the student's \(student) to the teacher's \(teacher)\(cost)"
    }
}

/// A convolution (or a linear layer), batch normalisation and an activation, at the paths `conv` and `bn`.
final class NormalizedConvolution: Layer {
    let conv: any Layer
    let bn: BatchNorm
    let activation: Activation?

    init(_ convolution: any Layer, _ norm: BatchNorm, activation: Activation?) {
        conv = convolution
        bn = norm
        self.activation = activation
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let output = try bn(conv(input))
        return try activation?(output) ?? output
    }
}
