import CTorch

/// The engine's default random generator of a device: dropout and initialisers draw from it.
public struct RandomGenerator: Sendable {
    public let device: Device

    public init(device: Device = .cpu) { self.device = device }

    /// Seeds the generators of all devices.
    public static func seed(_ seed: UInt64) throws(TorchError) {
        try check(ct_generator_seed(seed), "seed")
    }

    /// The whole state, as bytes on the CPU.
    public func state() throws(TorchError) -> Tensor {
        var state: OpaquePointer?
        try check(ct_generator_state(device.description, &state), "state of the generator")
        guard let state else {
            throw .engine(operation: "state of the generator", message: "no state was given")
        }
        return Tensor(owning: state)
    }

    /// Goes on from a state that `state()` gave.
    public func restore(_ state: Tensor) throws(TorchError) {
        try check(
            ct_generator_set_state(device.description, state.handle), "restoring the generator")
    }
}
