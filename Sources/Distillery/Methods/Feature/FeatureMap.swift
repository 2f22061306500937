import Torch

/// A tap whose output is seen as a feature map `[N, channels, height, width]`.
///
/// Convolutional networks put out maps already. Of a transformer's tokens `[N, tokens, width]` those
/// that stand for no place, as the class token, are left out, and the others are a map of `width`
/// channels, row by row. Student and teacher are seen alike, so that either may be a transformer.
public struct FeatureMap: Sendable, Equatable {
    /// The tap with the shape of its map, batch first.
    public let tap: Tap
    /// How tokens lie over the picture; nil where the output is no sequence of tokens.
    private let grid: TokenGrid?

    /// - Parameter acceptingVectors: whether a vector `[N, width]` will do, as it is.
    /// - Throws: `MethodError.unsuitable` where the tap puts out nothing that can be a map.
    public init(
        _ tap: Tap, of network: TappedNetwork, for method: String, acceptingVectors: Bool = false
    ) throws(MethodError) {
        let shape = tap.shape
        switch shape.count {
        case 4:
            self.tap = tap
            grid = nil
        case 3 where network.network is any TextNetwork:
            throw .unsuitable(
                method: method,
                reason:
                    "it compares feature maps, and the \(network.role.rawValue)'s \(tap) puts out "
                    + "states of words, which lie over no picture; take a method over logits, or "
                    + "name a vector as '\(network.pooled)' where it takes one")
        case 3:
            let known = network.network?.tokenGrid
            guard let grid = known?.count == shape[1] ? known : TokenGrid(tokens: shape[1]) else {
                throw .unsuitable(
                    method: method,
                    reason: "the \(shape[1]) tokens of the \(network.role.rawValue)'s \(tap) are "
                        + "no square grid after 0, 1 or 2 leading ones; name another module in "
                        + "'\(network.role.rawValue)-taps'")
            }
            self.grid = grid
            self.tap = Tap(tap.path, [shape[0], shape[2], grid.height, grid.width])
        case 2 where acceptingVectors:
            self.tap = tap
            grid = nil
        default:
            throw .unsuitable(
                method: method,
                reason: "it compares feature maps, and the \(network.role.rawValue)'s \(tap) is "
                    + "none; name the end of a stage in '\(network.role.rawValue)-taps'")
        }
    }

    public var path: String { tap.path }
    public var channels: Int { tap.channels }
    public var height: Int { tap.shape.count > 2 ? tap.shape[2] : 1 }
    public var width: Int { tap.shape.count > 3 ? tap.shape[3] : 1 }

    /// What the tap put out, as a map; no element is copied.
    public func callAsFunction(_ output: Tensor) throws(TorchError) -> Tensor {
        guard let grid else { return output }
        return try output.slice(dimension: 1, from: grid.leading).transposed(1, 2)
            .reshaped([output.shape[0], channels, grid.height, grid.width])
    }
}

extension TokenGrid {
    /// The square that so many tokens are after 0, 1 or 2 leading ones; nil where they are none.
    init?(tokens: Int) {
        let side = Int(Double(tokens).squareRoot())
        let leading = tokens - side * side
        guard side > 0, (0...2).contains(leading) else { return nil }
        self.init(leading: leading, height: side, width: side)
    }
}
