import CTorch
import Foundation

/// A network that PyTorch saved as a TorchScript program, run by libtorch's interpreter.
///
/// It has no Python in it, but it is a program: it computes what its author wrote, for as long as it
/// says, and can read files. Load only files that you trust. It cannot be recorded as a graph, and
/// taps see nothing of it.
public final class ScriptModule: Layer, WeightHolding {
    /// An input of the program beside the module itself.
    public struct Input: Sendable, Equatable {
        public var name: String
        /// Whether the program has a value for it.
        public var isOptional: Bool
    }

    /// What `forward` takes, in order.
    public let inputs: [Input]
    let script: OpaquePointer
    private var device = Device.cpu

    /// Loads a program onto the CPU, in evaluation mode.
    ///
    /// - Throws: `FileError` for what is no file, `ScriptError` for what holds no program.
    public convenience init(_ url: URL) throws {
        guard Self.isProgram(try MemoryMap(url)) else { throw ScriptError(path: url.path) }
        var loaded: OpaquePointer?
        let status = ct_script_load(url.path, &loaded)
        guard status == CT_OK, let loaded else {
            throw ScriptError(path: url.path, reason: lastEngineMessage())
        }
        self.init(owning: loaded)
    }

    /// Takes over a program that the engine handed out.
    init(owning script: OpaquePointer) {
        self.script = script
        inputs = (0..<ct_script_input_count(script)).map { index in
            var isOptional = false
            let name = String(cString: ct_script_input_name(script, index, &isOptional))
            return Input(name: name, isOptional: isOptional)
        }
    }

    deinit { ct_script_release(script) }

    /// Whether a file is such a program: an archive with code in it.
    public static func isProgram(at url: URL) -> Bool {
        (try? MemoryMap(url)).map(isProgram) ?? false
    }

    private static func isProgram(_ file: MemoryMap) -> Bool {
        let content = FileBytes(file)
        guard WeightsFormat(content) == .zip, let archive = try? ZipArchive(content) else {
            return false
        }
        return archive.names.contains { $0.hasSuffix("/constants.pkl") }
            && archive.names.contains { $0.contains("/code/") }
    }

    public var weightCount: Int { Int(ct_script_parameter_count(script)) }

    /// The first tensor of what the program gives for one input.
    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try outputs(for: [input])[0]
    }

    /// The tensors that the program gives, where the inputs are: a tensor, or those of a tuple, list or
    /// dictionary, of which `preferred` alone where it has such a name.
    public func outputs(
        for inputs: [Tensor], preferring preferred: String = "logits"
    ) throws(TorchError) -> [Tensor] {
        if let first = inputs.first, first.device != device {
            try checked("a program") { ct_script_move(script, first.device.description) }
            device = first.device
        }
        let capacity = 8
        var handles = [OpaquePointer?](repeating: nil, count: capacity)
        var count = 0
        let given = inputs.map { Optional($0.handle) }
        try withExtendedLifetime(inputs) { () throws(TorchError) in
            try checked("a program") {
                ct_script_forward(
                    script, given, given.count, preferred, &handles, capacity, &count)
            }
        }
        return handles.prefix(count).compactMap { $0.map(Tensor.init(owning:)) }
    }
}

/// A file that holds no program that can be loaded.
public struct ScriptError: Error, Sendable, Equatable, CustomStringConvertible {
    public var path: String
    /// What libtorch says of it; nil where it is no such file at all.
    public var reason: String?

    public var description: String {
        guard let reason else {
            return "'\(path)' is no TorchScript file, as torch.jit.save writes it"
        }
        return "'\(path)' cannot be loaded as a TorchScript program: \(reason)"
    }
}
