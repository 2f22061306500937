import CTorch

/// Keeps the outputs of chosen layers while a network runs, without a change to the network.
///
/// A tap is a dotted module path (`layer3.1.conv2`) whose output a method wants.
public final class TapSession {
    private let paths: [ObjectIdentifier: String]
    /// The outputs so far, by path; the last one where a layer ran more than once.
    public private(set) var outputs: [String: Tensor] = [:]
    /// The paths of `outputs` in the order in which the layers were done.
    public private(set) var order: [String] = []

    /// - Throws: `TapError` with the nearest paths when the network has no such module.
    public init(_ paths: [String], in network: some Module) throws(TapError) {
        let modules = Dictionary(network.namedModules()) { first, _ in first }
        var found: [ObjectIdentifier: String] = [:]
        for path in paths {
            guard let module = modules[path] else {
                throw TapError(path: path, nearest: nearestName(to: path, in: Array(modules.keys)))
            }
            found[ObjectIdentifier(module)] = path
        }
        self.paths = found
    }

    /// Listens to every module below the network; one that has several paths goes by the first.
    public init(everyModuleOf network: some Module) {
        let modules = network.namedModules().filter { !$0.path.isEmpty }
        paths = Dictionary(modules.map { (ObjectIdentifier($0.module), $0.path) }) { first, _ in
            first
        }
    }

    /// Runs `body` and keeps what the tapped layers put out on this thread.
    public func listen<Result, Failure: Error>(
        while body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        (outputs, order) = ([:], [])
        let former = ct_tap_slot()
        ct_tap_slot_set(Unmanaged.passUnretained(self).toOpaque())
        defer { ct_tap_slot_set(former) }
        return try body()
    }

    /// Hands over what was heard, and lets go of it.
    public func takeOutputs() -> [String: Tensor] {
        defer { (outputs, order) = ([:], []) }
        return outputs
    }

    func offer(_ output: Tensor, of layer: any Module) {
        guard let path = paths[ObjectIdentifier(layer)] else { return }
        if outputs.updateValue(output, forKey: path) != nil { order.removeAll { $0 == path } }
        order.append(path)
    }

    @inline(__always)
    static var current: TapSession? {
        ct_tap_slot().map { Unmanaged<TapSession>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// A tap that names no module of the network.
public struct TapError: Error, Sendable, Equatable, CustomStringConvertible {
    public var path: String
    public var nearest: String?

    public init(path: String, nearest: String?) {
        self.path = path
        self.nearest = nearest
    }

    public var description: String {
        let hint = nearest.map { "; the nearest is '\($0)'" } ?? ""
        return "the network has no module '\(path)'\(hint)"
    }
}
