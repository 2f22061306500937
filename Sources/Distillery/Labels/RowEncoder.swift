import Torch

/// Turns a teacher's answers into rows of a shard.
struct RowEncoder {
    let layout: RowLayout

    /// The bytes of as many rows as the batch has examples.
    ///
    /// - Parameters:
    ///   - logits: `[batch, classes]`.
    ///   - taps: `[batch] + shape` for every tap of the layout, by its path.
    ///   - positions: the examples' places in the dataset, for messages.
    func rows(
        logits: Tensor, taps: [String: Tensor], positions: [Int]
    ) throws -> [UInt8] {
        let count = positions.count
        try require(logits, "logits", [count, layout.classes])
        var rows = [UInt8](repeating: 0, count: count * layout.byteCount)
        try encode(logits, positions, into: &rows)
        for (tap, range) in zip(layout.content.taps, layout.taps) {
            guard let output = taps[tap.path] else {
                throw LabelStoreError.request(
                    what: "the teacher's answer", found: "without '\(tap.path)'",
                    expected: "with all taps of the store")
            }
            try require(output, "'\(tap.path)'", [count] + tap.shape)
            let bytes = try narrowed(output, "'\(tap.path)'", positions)
            scatter(bytes, at: range.lowerBound, into: &rows)
        }
        return rows
    }

    private func encode(
        _ logits: Tensor, _ positions: [Int], into rows: inout [UInt8]
    ) throws {
        guard let top = layout.content.top else {
            return scatter(try narrowed(logits, "logits", positions), at: 0, into: &rows)
        }
        // What is not finite has no order.
        try requireFinite(logits, "logits", positions)
        let all = try logits.floats()
        var values: [Float] = []
        var classes: [UInt8] = []
        all.withUnsafeBufferPointer { all in
            for row in positions.indices {
                let own = UnsafeBufferPointer(
                    rebasing: all[row * layout.classes..<(row + 1) * layout.classes])
                let kept = TopLogits(own, count: top)
                values += kept.values
                for index in kept.classes {
                    withUnsafeBytes(of: UInt32(index).littleEndian) {
                        classes += $0.prefix(layout.classBytes)
                    }
                }
            }
        }
        let kept = try Tensor(values, shape: [positions.count, layout.logitCount])
        scatter(try narrowed(kept, "logits", positions), at: 0, into: &rows)
        scatter(classes, at: layout.logitBytes, into: &rows)
    }

    /// The elements in the store's precision, row-major.
    private func narrowed(_ tensor: Tensor, _ what: String, _ positions: [Int]) throws -> [UInt8] {
        let narrow = try tensor.to(layout.content.precision.scalarType)
        try requireFinite(narrow, what, positions)
        return try narrow.bytes()
    }

    private func requireFinite(_ tensor: Tensor, _ what: String, _ positions: [Int]) throws {
        if try tensor.isFinite() { return }
        for (row, position) in positions.enumerated()
        where try !tensor.select(dimension: 0, index: row).isFinite() {
            throw LabelStoreError.doesNotFit(
                example: position, what: what, precision: layout.content.precision.rawValue)
        }
    }

    private func require(_ tensor: Tensor, _ what: String, _ shape: [Int]) throws {
        guard tensor.shape == shape else {
            throw LabelStoreError.request(
                what: "the shape of the teacher's \(what)", found: "\(tensor.shape)",
                expected: "\(shape)")
        }
    }

    /// Lays equal shares of `bytes` into the rows, each at `offset`.
    private func scatter(_ bytes: [UInt8], at offset: Int, into rows: inout [UInt8]) {
        let count = rows.count / layout.byteCount
        guard count > 0 else { return }
        let width = bytes.count / count
        rows.withUnsafeMutableBytes { rows in
            bytes.withUnsafeBytes { bytes in
                for row in 0..<count {
                    let target = row * layout.byteCount + offset
                    UnsafeMutableRawBufferPointer(rebasing: rows[target..<target + width])
                        .copyMemory(
                            from: UnsafeRawBufferPointer(
                                rebasing: bytes[row * width..<(row + 1) * width]))
                }
            }
        }
    }
}
