/// The form that `torch.save` writes since PyTorch 1.6.
///
/// A zip archive with one folder: `data.pkl` describes the values, `data/KEY` holds each storage,
/// `byteorder` tells their byte order.
struct ZipCheckpoint {
    private static let pickleName = "data.pkl"

    private let archive: ZipArchive
    private let path: String
    /// What the names of all entries begin with.
    private let folder: String

    static func read(_ content: FileBytes, path: String) throws(CheckpointError) -> PickleValue {
        let checkpoint = try ZipCheckpoint(content, path: path)
        let graph = try checkpoint.graph()
        let contents = try checkpoint.contents(of: graph)
        do throws(PickleError) {
            return try PickleResolver.value(of: graph, contents: contents)
        } catch {
            throw .pickle(path: path, error)
        }
    }

    private init(_ content: FileBytes, path: String) throws(CheckpointError) {
        self.path = path
        do throws(ZipError) {
            archive = try ZipArchive(content)
        } catch {
            throw .archive(path: path, error)
        }
        let names = archive.names
        let pickles = names.filter { $0 == Self.pickleName || $0.hasSuffix("/" + Self.pickleName) }
        // Whoever packs a checkpoint anew may put it deeper; the outermost one is meant.
        guard let pickle = pickles.min(by: { $0.utf8.count < $1.utf8.count }) else {
            throw .notACheckpoint(path: path, entries: names)
        }
        let folder = String(pickle.dropLast(Self.pickleName.count))
        self.folder = folder
        if names.contains(where: {
            $0 == folder + "constants.pkl" || $0.hasPrefix(folder + "code/")
        }) {
            throw .torchScript(path: path)
        }
    }

    private func graph() throws(CheckpointError) -> PickleGraph {
        let order = try entry("byteorder")
        if order?.withUnsafeBytes({ $0.elementsEqual("big".utf8) }) ?? false {
            throw .bigEndian(path: path)
        }
        guard let pickle = try entry(Self.pickleName) else {
            throw .notACheckpoint(path: path, entries: archive.names)
        }
        do throws(PickleError) {
            return try pickle.withUnsafeBytes { bytes throws(PickleError) in
                try PickleReader.read(bytes).graph
            }
        } catch {
            throw .pickle(path: path, error)
        }
    }

    /// The bytes of every storage that the pickle names; one that is missing is told when it is used.
    private func contents(of graph: PickleGraph) throws(CheckpointError) -> [String: FileBytes] {
        var contents: [String: FileBytes] = [:]
        for storage in graph.storages where contents[storage.key] == nil {
            contents[storage.key] = try entry("data/" + storage.key)
        }
        return contents
    }

    private func entry(_ name: String) throws(CheckpointError) -> FileBytes? {
        do throws(ZipError) {
            return try archive.read(folder + name)
        } catch {
            throw .archive(path: path, error)
        }
    }
}
