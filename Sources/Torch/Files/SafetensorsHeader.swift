/// The header of a safetensors file: names, types, shapes and ranges, checked against the data.
///
/// A JSON object `{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}` with an
/// optional `"__metadata__": {"key": "text"}`. The ranges must cover the data exactly once.
struct SafetensorsHeader {
    struct Entry {
        let name: String
        let scalarType: ScalarType
        let shape: [Int]
        let range: Range<Int>
    }

    static let metadataName = "__metadata__"

    private let path: String
    private(set) var entries: [Entry] = []
    private(set) var indices: [String: Int] = [:]
    private(set) var metadata: [String: String] = [:]
    private var hasMetadata = false

    /// Parses `text` and checks it against `dataByteCount` bytes of data; `path` is for errors.
    init(
        _ text: UnsafeRawBufferPointer, dataByteCount: Int, path: String
    ) throws(SafetensorsError) {
        self.path = path
        var scanner = HeaderScanner(text)
        try parse { () throws(HeaderScanner.Failure) in try scanner.expect("{") }
        if !scanner.take("}") {
            repeat {
                let name = try parse { () throws(HeaderScanner.Failure) in
                    let name = try scanner.string()
                    try scanner.expect(":")
                    return name
                }
                if name == Self.metadataName {
                    try parseMetadata(&scanner)
                } else {
                    try parseEntry(name, &scanner)
                }
            } while scanner.take(",")
            try parse { () throws(HeaderScanner.Failure) in try scanner.expect("}") }
        }
        try parse { () throws(HeaderScanner.Failure) in try scanner.expectEnd() }
        try checkRanges(dataByteCount: dataByteCount)
    }

    /// Runs `body` and tells of its failure in the words of the file.
    private func parse<Result>(
        tensor: String? = nil, _ body: () throws(HeaderScanner.Failure) -> Result
    ) throws(SafetensorsError) -> Result {
        do throws(HeaderScanner.Failure) {
            return try body()
        } catch {
            let reason = tensor.map { "in '\($0)', \(error.reason)" } ?? error.reason
            throw .invalidHeader(path: path, offset: error.offset, reason: reason)
        }
    }

    private mutating func parseMetadata(_ scanner: inout HeaderScanner) throws(SafetensorsError) {
        if hasMetadata { throw .duplicateName(path: path, tensor: Self.metadataName) }
        hasMetadata = true
        metadata = try parse(tensor: Self.metadataName) { () throws(HeaderScanner.Failure) in
            var pairs: [String: String] = [:]
            try scanner.expect("{")
            if scanner.take("}") { return pairs }
            repeat {
                let key = try scanner.string()
                try scanner.expect(":")
                if pairs.updateValue(try scanner.string(), forKey: key) != nil {
                    throw scanner.failure("the key '\(key)' comes twice")
                }
            } while scanner.take(",")
            try scanner.expect("}")
            return pairs
        }
    }

    private mutating func parseEntry(
        _ name: String, _ scanner: inout HeaderScanner
    ) throws(SafetensorsError) {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        try parse(tensor: name) { () throws(HeaderScanner.Failure) in
            try scanner.expect("{")
            repeat {
                let field = try scanner.string()
                try scanner.expect(":")
                switch field {
                case "dtype" where type == nil: type = try scanner.string()
                case "shape" where shape == nil:
                    shape = try scanner.numbers(limit: StoredTensor.maximumRank)
                case "data_offsets" where offsets == nil:
                    offsets = try scanner.numbers(limit: 2)
                default: throw scanner.failure("the field '\(field)' is unknown or comes twice")
                }
            } while scanner.take(",")
            try scanner.expect("}")
        }
        guard let type, let shape, let offsets, offsets.count == 2 else {
            throw .invalidEntry(
                path: path, tensor: name, reason: "dtype, shape and two data_offsets are needed")
        }
        guard offsets[0] <= offsets[1] else {
            throw .invalidEntry(
                path: path, tensor: name, reason: "data_offsets \(offsets) end before they begin")
        }
        guard let scalarType = SafetensorsType.scalarType(named: type) else {
            throw .unsupportedType(path: path, tensor: name, found: type)
        }
        let range = offsets[0]..<offsets[1]
        guard let expected = scalarType.byteCount(shape: shape) else {
            throw .invalidShape(path: path, tensor: name, shape: shape)
        }
        guard expected == range.count else {
            throw .byteCountMismatch(
                path: path, tensor: name, expected: expected, found: range.count)
        }
        if indices.updateValue(entries.count, forKey: name) != nil {
            throw .duplicateName(path: path, tensor: name)
        }
        entries.append(Entry(name: name, scalarType: scalarType, shape: shape, range: range))
    }

    /// Makes sure that the ranges, in order of their beginnings, follow each other without a gap.
    ///
    /// An empty range may lie between two others, not inside one.
    private func checkRanges(dataByteCount: Int) throws(SafetensorsError) {
        let sorted = entries.sorted {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        var covered = 0
        var former = ""
        for entry in sorted {
            if entry.range.upperBound > dataByteCount {
                throw .beyondData(
                    path: path, tensor: entry.name, end: entry.range.upperBound,
                    dataByteCount: dataByteCount)
            }
            if entry.range.lowerBound < covered {
                throw .overlap(
                    path: path, tensor: entry.name, other: former, offset: entry.range.lowerBound)
            }
            if entry.range.lowerBound > covered {
                throw .hole(path: path, from: covered, to: entry.range.lowerBound)
            }
            covered = entry.range.upperBound
            former = entry.name
        }
        if covered < dataByteCount { throw .hole(path: path, from: covered, to: dataByteCount) }
    }
}
