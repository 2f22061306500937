import Torch

extension TappedNetwork {
    /// The linear head, which must be able to read what `tap` puts out, pixel by pixel.
    ///
    /// - Throws: `MethodError.noHead`, or `unsuitable` where it reads another number of channels, with
    ///   the taps that have as many.
    func head(reading tap: Tap, for method: String) throws(MethodError) -> Linear {
        let head = try linearHead(for: method)
        let wanted = head.weight.tensor.shape[1]
        guard tap.channels != wanted else { return head }
        let fitting = shapes.filter { path, shape in
            !path.isEmpty && shape.count == tap.shape.count && shape[1] == wanted
        }.keys.sorted().suffix(3)
        throw .unsuitable(
            method: method,
            reason: "the head of the \(role.rawValue) \(name) reads \(wanted) channels, and \(tap) "
                + "has \(tap.channels); "
                + (fitting.isEmpty
                    ? "use another method, for none of its taps has as many"
                    : "name one that has as many in '\(role.rawValue)-taps', as "
                        + fitting.joined(separator: ", ")))
    }
}
