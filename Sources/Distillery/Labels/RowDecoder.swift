import Torch

/// Turns rows of shards, copied one behind the other, back into a teacher's answers.
struct RowDecoder {
    let layout: RowLayout

    /// The bytes of rows without a label: they begin with what is no number in either precision.
    static let noLabel: UInt8 = 0xFF

    /// What a row without a label begins with: the bytes of its first number.
    var noLabelMark: [UInt8] {
        [UInt8](repeating: Self.noLabel, count: layout.content.precision.scalarType.byteCount)
    }

    /// The first row without a label, whose picture could not be read.
    func firstWithoutLabel(in rows: StoredRows) -> Int? {
        let mark = noLabelMark
        return (0..<rows.count).first { rows[$0].starts(with: mark) }
    }

    /// Logits `[rows, classes]` in `float32`; nil where a row names a class that is not there.
    func logits(_ rows: StoredRows) throws(TorchError) -> Tensor? {
        let stored = try tensor(
            rows, shape: [layout.logitCount]
        ) { _ in 0..<layout.logitBytes }
        guard let top = layout.content.top else { return stored }
        let kept = try stored.elements(as: Float.self)
        var areKnown = true
        let logits = [Float](unsafeUninitializedCapacity: rows.count * layout.classes) {
            all, initialized in
            for row in 0..<rows.count {
                let classes = (0..<top).map { classIndex($0, of: row, in: rows) }
                areKnown = classes.allSatisfy { $0 < layout.classes }
                guard areKnown else { return }
                TopLogits.spread(
                    values: kept[row * layout.logitCount..<(row + 1) * layout.logitCount],
                    classes: classes,
                    into: UnsafeMutableBufferPointer(
                        rebasing: all[row * layout.classes..<(row + 1) * layout.classes]))
                initialized += layout.classes
            }
        }
        return areKnown ? try Tensor(logits, shape: [rows.count, layout.classes]) : nil
    }

    /// The output of a tap, `[rows] + shape` in `float32`.
    ///
    /// - Parameter length: how many tokens texts are padded to, with zeros; at least the longest's.
    func tap(_ index: Int, _ rows: StoredRows, length: Int) throws(TorchError) -> Tensor {
        let tap = layout.content.taps[index]
        let place = { (row: Int) in layout.taps(tokens: rows.tokens[row])?[index] ?? 0..<0 }
        guard tap.followsTokens else { return try tensor(rows, shape: tap.shape, at: place) }
        let size = layout.content.precision.scalarType.byteCount
        let whole = tap.shape(tokens: length)
        let width = whole.reduce(size, *)
        var bytes = [UInt8](repeating: 0, count: rows.count * width)
        for row in 0..<rows.count {
            let own = rows[row]
            let range = place(row)
            let start = own.startIndex + range.lowerBound
            own[start..<start + range.count].lay(
                tap.shape(tokens: rows.tokens[row]), of: size, into: &bytes, at: row * width,
                whole)
        }
        return try tensor(bytes, shape: [rows.count] + whole)
    }

    /// The numbers at a place of every row.
    private func tensor(
        _ rows: StoredRows, shape: [Int], at place: (Int) -> Range<Int>
    ) throws(TorchError) -> Tensor {
        var bytes: [UInt8] = []
        for row in 0..<rows.count {
            let own = rows[row]
            let range = place(row)
            let start = own.startIndex + range.lowerBound
            bytes += own[start..<start + range.count]
        }
        return try tensor(bytes, shape: [rows.count] + shape)
    }

    private func tensor(_ bytes: [UInt8], shape: [Int]) throws(TorchError) -> Tensor {
        let made = bytes.withUnsafeBytes { bytes in
            Result { () throws(TorchError) in
                try Tensor(
                    bytes: bytes, shape: shape, scalarType: layout.content.precision.scalarType)
            }
        }
        return try made.get().to(.float32)
    }

    private func classIndex(_ number: Int, of row: Int, in rows: StoredRows) -> Int {
        let own = rows[row]
        let place = own.startIndex + layout.logitBytes + number * layout.classBytes
        return (0..<layout.classBytes).reduce(0) { $0 | Int(own[place + $1]) << (8 * $1) }
    }
}

extension ArraySlice<UInt8> {
    /// Lays an array of some shape, elements of so many bytes, into the beginning of a larger one of as
    /// many dimensions, both row-major.
    fileprivate func lay(
        _ shape: [Int], of size: Int, into target: inout [UInt8], at offset: Int, _ larger: [Int]
    ) {
        // From the last dimension that differs on, the array's elements lie together in both.
        guard let last = shape.indices.last(where: { shape[$0] != larger[$0] }) else {
            target.replaceSubrange(offset..<offset + count, with: self)
            return
        }
        let run = shape[last...].reduce(size, *)
        guard run > 0 else { return }
        for number in 0..<count / run {
            var (rest, place, stride) = (number, 0, larger[last...].reduce(size, *))
            for dimension in (0..<last).reversed() {
                place += rest % shape[dimension] * stride
                rest /= shape[dimension]
                stride *= larger[dimension]
            }
            let source = startIndex + number * run
            target.replaceSubrange(
                offset + place..<offset + place + run, with: self[source..<source + run])
        }
    }
}
