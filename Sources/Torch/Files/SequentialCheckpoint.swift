/// The form that `torch.save` wrote before PyTorch 1.6, and still does on request.
///
/// Pickles one after the other (a magic number, the version of the form, facts of the machine, the
/// values, the keys of the storages), then each storage: 8 bytes count of elements, and those.
struct SequentialCheckpoint {
    private static let magicNumber: PickleValue = .largeInteger([
        0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
    ])
    private static let version = 1001

    private let path: String
    private let content: FileBytes
    private var position = 0

    static func read(_ content: FileBytes, path: String) throws(CheckpointError) -> PickleValue {
        var checkpoint = SequentialCheckpoint(path: path, content: content)
        return try checkpoint.read()
    }

    private init(path: String, content: FileBytes) {
        self.path = path
        self.content = content
    }

    private mutating func read() throws(CheckpointError) -> PickleValue {
        guard try value(of: graph()) == Self.magicNumber else { throw .plainPickle(path: path) }
        guard try value(of: graph()) == .integer(Self.version) else {
            throw unexpected("another version of the form than \(Self.version)")
        }
        if try value(of: graph())["little_endian"] == .bool(false) { throw .bigEndian(path: path) }
        let graph = try graph()
        let keys = try value(of: self.graph()).elements ?? []
        let contents = try contents(of: graph, keys: keys)
        return try value(of: graph, contents: contents)
    }

    /// The next pickle.
    private mutating func graph() throws(CheckpointError) -> PickleGraph {
        do throws(PickleError) {
            let start = position
            let (graph, end) = try content.withUnsafeBytes { bytes throws(PickleError) in
                try PickleReader.read(bytes, from: start)
            }
            position = end
            return graph
        } catch {
            throw .pickle(path: path, error)
        }
    }

    private func value(
        of graph: PickleGraph, contents: [String: FileBytes] = [:]
    ) throws(CheckpointError) -> PickleValue {
        do throws(PickleError) {
            return try PickleResolver.value(of: graph, contents: contents)
        } catch {
            throw .pickle(path: path, error)
        }
    }

    /// The bytes of the storages, which follow the pickles in the order of `keys`.
    private mutating func contents(
        of graph: PickleGraph, keys: [PickleValue]
    ) throws(CheckpointError) -> [String: FileBytes] {
        var named: [String: PickleStorage] = [:]
        for storage in graph.storages { named[storage.key] = storage }

        var contents: [String: FileBytes] = [:]
        for item in keys {
            guard let key = item.string, let storage = named[key] else {
                throw unexpected("a storage that no tensor looks into")
            }
            guard let bytes = nextStorage(storage) else {
                throw .pickle(
                    path: path,
                    .storage(
                        key: key,
                        reason: "\(storage.elementCount) elements of \(storage.scalarType) are"
                            + " stated, others follow or the file ends; is the download complete?"))
            }
            contents[key] = bytes
        }
        return contents
    }

    /// The storage at the place reached, if it is as long as the pickle says.
    private mutating func nextStorage(_ storage: PickleStorage) -> FileBytes? {
        let start = position
        let stated = content.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes, at: start)
            return reader.integer(Int64.self)
        }
        // That the elements can be counted in bytes was checked when the pickle was read.
        let byteCount = storage.elementCount * storage.scalarType.byteCount
        guard let stated, stated == storage.elementCount,
            let bytes = content.slice(from: start + 8, count: byteCount)
        else { return nil }
        position = start + 8 + byteCount
        return bytes
    }

    private func unexpected(_ reason: String) -> CheckpointError {
        .pickle(path: path, .unexpected(reason: reason))
    }
}
