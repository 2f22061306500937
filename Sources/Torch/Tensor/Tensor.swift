import CTorch

/// An n-dimensional array of libtorch, on the CPU or an accelerator.
///
/// A tensor owns one reference to the engine's tensor and is not `Sendable`: it crosses isolation
/// by `sending`. Operators live in extensions under `Operators/`, one line of schema each.
public final class Tensor {
    let handle: OpaquePointer

    /// Takes over one reference that the engine handed out.
    init(owning handle: OpaquePointer) { self.handle = handle }

    deinit { ct_tensor_release(handle) }

    /// The size of every dimension.
    public var shape: [Int] {
        let rank = ct_tensor_rank(handle)
        return [Int](unsafeUninitializedCapacity: rank) { buffer, count in
            buffer.withMemoryRebound(to: Int64.self) { sizes in
                ct_tensor_shape(handle, sizes.baseAddress)
            }
            count = rank
        }
    }

    /// The number of dimensions.
    public var rank: Int { ct_tensor_rank(handle) }

    /// The number of elements.
    public var elementCount: Int { shape.reduce(1, *) }

    /// The type of the elements; `nil` for one that Distillery does not handle (complex, quantised).
    public var knownScalarType: ScalarType? { ScalarType(rawValue: ct_tensor_scalar_type(handle)) }

    /// The type of the elements.
    public var scalarType: ScalarType {
        guard let type = knownScalarType else {
            preconditionFailure(
                "element type \(ct_tensor_scalar_type(handle)) of libtorch has no name here")
        }
        return type
    }

    /// The device that holds the elements.
    public var device: Device {
        var index: Int8 = -1
        let type = ct_tensor_device(handle, &index)
        return Device(engineType: type, index: index)
    }

    /// Whether the elements of a picture batch `[N, C, H, W]` lie channel by channel per pixel.
    public var isChannelsLast: Bool { ct_tensor_is_channels_last(handle) }

    /// Whether the elements fill one stretch of memory, in whatever order.
    var isDense: Bool { ct_tensor_is_dense(handle) }

    /// Whether equal elements lie at equal places of both tensors' memory.
    func hasLayout(of other: Tensor) -> Bool { ct_tensor_same_layout(handle, other.handle) }

    /// Equal for two handles of the same engine tensor, as long as both are alive.
    public var identity: UnsafeRawPointer? { ct_tensor_identity(handle) }
}

extension Tensor: CustomStringConvertible {
    /// Type and shape, as `float32[64, 3, 32, 32]`; the elements stay where they are.
    public var description: String {
        let type = knownScalarType.map { "\($0)" } ?? "type\(ct_tensor_scalar_type(handle))"
        let place = device == .cpu ? "" : "@\(device)"
        return "\(type)\(shape)\(place)"
    }
}
