import Foundation

/// The tensors of a model by name, in the order of the file, with what stood beside them.
public struct StateDictionary: Sendable {
    /// Names and tensors; names are unique.
    public let entries: [(name: String, tensor: StoredTensor)]
    /// What the file notes beside the tensors: of a checkpoint its numbers and texts, as "epoch".
    public let metadata: [String: String]
    /// Names of things among the tensors that are none, and were left out.
    public let ignored: [String]
    private let indices: [String: Int]

    /// The names, in order.
    public var names: [String] { entries.map(\.name) }

    /// The tensor of that name, or nil.
    public subscript(name: String) -> StoredTensor? {
        indices[name].map { entries[$0].tensor }
    }

    /// Reads the weights in the file at `url`: safetensors or a PyTorch checkpoint, by its content.
    ///
    /// In a checkpoint the dictionary is looked for under the names that training programs use
    /// (`state_dict`, `model`, …), or under `key` alone. Where all names begin with what PyTorch's
    /// wrappers put there (`module.`, `_orig_mod.`), that is taken off.
    /// - Throws: `FileError`, `SafetensorsError` or `CheckpointError`.
    public static func load(from url: URL, key: String? = nil) throws -> StateDictionary {
        try load(FileBytes(try MemoryMap(url)), path: url.path, key: key)
    }

    /// Writes the dictionary as a safetensors file, whole or not at all.
    public func write(to url: URL) throws {
        try SafetensorsWriter.write(entries, metadata: metadata, to: url)
    }

    static func load(
        _ content: FileBytes, path: String, key: String? = nil
    ) throws -> StateDictionary {
        guard case .safetensors = WeightsFormat(content) else {
            let checkpoint = try PyTorchCheckpoint.read(content, path: path)
            return try StateDictionary(checkpoint: checkpoint, path: path, key: key)
        }
        let file = try SafetensorsFile(content, path: path)
        let entries = file.names.compactMap { name in file[name].map { (name, $0) } }
        return try StateDictionary(entries, metadata: file.metadata, path: path)
    }

    /// A dictionary of `entries`, without the prefix of a wrapper.
    /// - Throws: `CheckpointError.duplicateName`; `path` is for that alone.
    init(
        _ entries: [(name: String, tensor: StoredTensor)], metadata: [String: String] = [:],
        ignored: [String] = [], path: String
    ) throws(CheckpointError) {
        let length = Self.wrapperPrefix(of: entries.map(\.name)).utf8.count
        self.entries = entries.map { (String($0.name.dropFirst(length)), $0.tensor) }
        self.metadata = metadata
        self.ignored = ignored
        var indices: [String: Int] = [:]
        for (index, entry) in self.entries.enumerated() {
            if indices.updateValue(index, forKey: entry.name) != nil {
                throw .duplicateName(path: path, name: entry.name)
            }
        }
        self.indices = indices
    }

    /// What DataParallel, DistributedDataParallel and torch.compile put before every name.
    private static func wrapperPrefix(of names: [String]) -> String {
        var prefix = ""
        while let next = ["module.", "_orig_mod."].map({ prefix + $0 }).first(where: { candidate in
            !names.isEmpty && names.allSatisfy { $0.hasPrefix(candidate) && $0 != candidate }
        }) {
            prefix = next
        }
        return prefix
    }
}
