/// Why a file with weights is not read.
public enum CheckpointError: Error, Sendable, Equatable {
    /// The file is of none of the forms that hold weights.
    case unknownFormat(path: String, beginning: [UInt8])
    /// A stand-in that Git LFS left where the weights should be.
    case gitLFSPointer(path: String)
    /// A web page that was saved in place of the weights.
    case webPage(path: String)
    /// The form of before PyTorch 0.1.10.
    case tarForm(path: String)
    /// A TorchScript program, which is code with weights.
    case torchScript(path: String)
    /// A zip archive that `torch.save` did not write.
    case notACheckpoint(path: String, entries: [String])
    /// A pickle that `torch.save` did not write.
    case plainPickle(path: String)
    /// The numbers are stored with the most significant byte first.
    case bigEndian(path: String)
    /// The zip archive is broken.
    case archive(path: String, ZipError)
    /// The pickle is broken, or wants what it must not.
    case pickle(path: String, PickleError)
    /// There is no dictionary of tensors where one was looked for.
    case noStateDictionary(path: String, found: [String])
    /// There is no dictionary of tensors under the key that was asked for.
    case noStateDictionaryUnderKey(path: String, key: String, found: [String])
    /// Two tensors have one name.
    case duplicateName(path: String, name: String)
}

extension CheckpointError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownFormat(let path, let beginning):
            "'\(path)' is neither a safetensors file nor a PyTorch checkpoint; it begins with"
                + " \(Self.printable(beginning))"
        case .gitLFSPointer(let path):
            "'\(path)' is a pointer of Git LFS, not the weights; run 'git lfs pull' where it is from"
        case .webPage(let path):
            "'\(path)' is a web page, not the weights; download the file itself"
        case .tarForm(let path):
            "'\(path)' is in the tar form of before PyTorch 0.1.10; load it with an old PyTorch and"
                + " save the state_dict() anew"
        case .torchScript(let path):
            "'\(path)' is a TorchScript program, not a checkpoint; load it with torch.jit.load and"
                + " save its state_dict(), or use it as a TorchScript teacher"
        case .notACheckpoint(let path, let entries):
            "'\(path)' is a zip archive without 'data.pkl', so no PyTorch checkpoint; it holds"
                + " \(Self.list(entries))"
        case .plainPickle(let path):
            "'\(path)' is a plain pickle, not written by torch.save; save the state_dict() with"
                + " torch.save or safetensors"
        case .bigEndian(let path):
            "'\(path)' was written on a big-endian machine; save it anew on a little-endian one"
        case .archive(let path, let error): "'\(path)': \(error)"
        case .pickle(let path, let error): "'\(path)': \(error)"
        case .noStateDictionary(let path, let found):
            "'\(path)' holds no dictionary of tensors in a usual place; it holds"
                + " \(Self.list(found)); name the key where the weights are"
        case .noStateDictionaryUnderKey(let path, let key, let found):
            "'\(path)' holds no dictionary of tensors under '\(key)'; it holds \(Self.list(found))"
        case .duplicateName(let path, let name):
            "'\(path)' holds two tensors '\(name)', names must be unique"
        }
    }

    private static let listed = 12

    private static func list(_ names: [String]) -> String {
        if names.isEmpty { return "nothing" }
        let first = names.prefix(listed).map { "'\($0)'" }.joined(separator: ", ")
        return names.count > listed ? "\(first) and \(names.count - listed) more" : first
    }

    private static func printable(_ bytes: [UInt8]) -> String {
        if bytes.isEmpty { return "nothing: it is empty" }
        let isText = bytes.allSatisfy { (0x20..<0x7F).contains($0) }
        if isText { return "'\(String(decoding: bytes, as: UTF8.self))'" }
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}
