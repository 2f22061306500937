/// A module from one tensor to another that is told which elements to leave out.
///
/// A `Layer` for sequences: attention over texts of different lengths, for instance, must not see
/// padding. Taps see its output and recomputation runs it again as they do with layers; the mask
/// is then the one of the first pass.
public protocol MaskedLayer: Module {
    /// What the layer computes. Call the layer itself instead, so that taps see the output.
    ///
    /// - Parameter mask: of a form that the layer states; `nil` where nothing is left out.
    func forward(_ input: Tensor, mask: Tensor?) throws(TorchError) -> Tensor
}

extension MaskedLayer {
    /// Runs the layer and shows its output to the taps that listen.
    public func callAsFunction(_ input: Tensor, mask: Tensor?) throws(TorchError) -> Tensor {
        let output = try Recomputation.output(of: self, on: input, mask: mask)
        TapSession.current?.offer(output, of: self)
        return output
    }
}
