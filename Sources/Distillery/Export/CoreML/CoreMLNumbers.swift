import Torch

/// Numbers in the types that Core ML's programs have.
enum CoreMLNumbers {
    /// The largest number of `float16`.
    static let largestHalf = 65504.0
    /// The smallest number of `float16` above 0: 2⁻²⁴.
    static let smallestHalf = 0x1p-24

    /// A tensor in the type that a program states it in.
    ///
    /// Beyond `float16` numbers become its largest: constants that stand for infinity stay that.
    static func stated(_ tensor: Tensor, floating: MILDataType) throws -> Tensor {
        let tensor = try tensor.detached().to(Device.cpu)
        switch tensor.scalarType {
        case .bool: return tensor
        case let type where type.isFloatingPoint:
            guard floating == .float16 else { return try tensor.to(.float32) }
            return try tensor.to(.float32).clamped(minimum: -largestHalf, maximum: largestHalf)
                .to(.float16)
        default: return try tensor.to(.int32)
        }
    }

    static func scalar(_ number: Double, _ type: MILDataType) -> MILValue {
        switch type {
        case .float16:
            let half = half(of: min(max(number, -largestHalf), largestHalf))
            return .bytes(withUnsafeBytes(of: half.littleEndian, Array.init), .float16, shape: [])
        case .int32: return .integers([Int(number)], shape: [])
        case .bool: return .flags([number != 0], shape: [])
        default: return .floats([Float(number)], shape: [])
        }
    }

    /// The bits of the nearest `float16`, ties to even; a number within its range.
    static func half(of number: Double) -> UInt16 {
        let sign: UInt16 = number.sign == .minus ? 0x8000 : 0
        let size = abs(number)
        guard size >= 0x1p-14 else {
            return sign | UInt16((size / smallestHalf).rounded(.toNearestOrEven))
        }
        let exponent = Int(size.exponent)
        let fraction = UInt16((size.significand * 1024).rounded(.toNearestOrEven))
        return sign | (UInt16(exponent + 14) << 10) + fraction
    }
}
