import Foundation

/// Reads what `torch.save` wrote, the zip form (since PyTorch 1.6) and the older one.
///
/// Nothing in the file is run: the pickle inside is read by `PickleReader`, which knows tensors,
/// numbers, text and containers and refuses everything else by name. Bytes of contiguous tensors
/// are not copied, they stay in the mapped file.
public enum PyTorchCheckpoint {
    /// Reads the file at `url`.
    /// - Throws: `FileError` when it cannot be read, `CheckpointError` when it is no such checkpoint
    ///   or holds more than plain values and tensors.
    public static func read(from url: URL) throws -> PickleValue {
        try read(FileBytes(try MemoryMap(url)), path: url.path)
    }

    static func read(_ content: FileBytes, path: String) throws(CheckpointError) -> PickleValue {
        switch WeightsFormat(content) {
        case .zip: try ZipCheckpoint.read(content, path: path)
        case .pickle: try SequentialCheckpoint.read(content, path: path)
        case .tar: throw .tarForm(path: path)
        case .gitLFSPointer: throw .gitLFSPointer(path: path)
        case .webPage: throw .webPage(path: path)
        case .safetensors, .unknown:
            throw .unknownFormat(path: path, beginning: WeightsFormat.beginning(content))
        }
    }
}
