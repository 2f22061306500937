private let toTypeOperator = Operator("aten::to", overload: "dtype")
private let toDeviceOperator = Operator("aten::to", overload: "device")
private let detachOperator = Operator("aten::detach")
private let cloneOperator = Operator("aten::clone")

/// How the elements of a picture batch `[N, C, H, W]` lie in memory.
public enum MemoryFormat: Int, Sendable {
    /// Row-major: all of one channel together.
    case contiguous = 0
    /// What the tensor has.
    case preserve = 1
    /// All channels of one pixel together; the faster way for convolutions on CPUs.
    case channelsLast = 2
}

extension Tensor {
    /// The elements converted to another type; `self` when they are of that type.
    public func to(_ type: ScalarType) throws(TorchError) -> Tensor {
        knownScalarType == type ? self : try toTypeOperator(self, .scalarType(type))
    }

    /// The elements on another device; `self` when they are there.
    public func to(_ device: Device) throws(TorchError) -> Tensor {
        self.device == device
            ? self : try toDeviceOperator(self, .device(device), .scalarType(scalarType))
    }

    /// The elements in another memory format, copied only where they are not.
    public func to(_ format: MemoryFormat) throws(TorchError) -> Tensor {
        guard rank == 4 else { return self }
        return try toTypeOperator(
            self, .scalarType(scalarType), false, false, .integer(format.rawValue))
    }

    /// The same elements, cut off from autograd.
    public func detached() throws(TorchError) -> Tensor { try detachOperator(self) }

    /// A copy of the elements, which autograd follows.
    public func copied() throws(TorchError) -> Tensor { try cloneOperator(self) }
}
