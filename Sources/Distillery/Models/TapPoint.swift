import Torch

/// Hands its input on: a named place in a network, such as a sum, where taps can listen.
final class TapPoint: Layer {
    func forward(_ input: Tensor) -> Tensor { input }
}
