import Torch

/// A module of a network that methods can listen to, with the shape of what it puts out.
public struct ModelTap: Codable, Sendable, Equatable {
    /// The dotted path of the module, as `layer3.1.conv2`.
    public var path: String
    /// The shape for one example: what comes after the batch's dimension.
    public var shape: [Int]
    /// What methods take the module for when nobody names taps; usually nothing.
    public var roles: [Role]

    /// The places that every family of networks names.
    public enum Role: String, Codable, Sendable, CaseIterable {
        case stage, preactivation = "pre-activation", pooled, head
    }

    public init(path: String, shape: [Int], roles: [Role] = []) {
        self.path = path
        self.shape = shape
        self.roles = roles
    }
}

extension Classifier {
    /// Every module that runs as a layer, in the order in which they are done, from one forward pass
    /// of zeros in evaluation mode.
    ///
    /// - Parameter device: where the network is.
    public func taps(device: Device = .cpu) throws(TorchError) -> [ModelTap] {
        let session = TapSession(everyModuleOf: self)
        let blank = try blankInput(count: 1, device: device)
        try session.listen { () throws(TorchError) in
            try inEvaluationMode { () throws(TorchError) in
                _ = try withoutGradients { () throws(TorchError) in try self(blank) }
            }
        }
        let places: [(role: ModelTap.Role, paths: [String])] = [
            (.stage, stages), (.preactivation, preactivations), (.pooled, [pooled]),
            (.head, [head]),
        ]
        return session.order.compactMap { path in
            session.outputs[path].map { output in
                ModelTap(
                    path: path, shape: Array(output.shape.dropFirst()),
                    roles: places.filter { $0.paths.contains(path) }.map(\.role))
            }
        }
    }
}
