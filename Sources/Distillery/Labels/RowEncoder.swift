import Torch

/// Turns a teacher's answers into rows of a shard.
struct RowEncoder {
    let layout: RowLayout

    /// As many rows as the batch has examples.
    ///
    /// - Parameters:
    ///   - logits: `[batch, classes]`.
    ///   - taps: `[batch] + shape` for every tap of the layout, by its path; of texts with padding at
    ///     the end of every extent that follows their tokens.
    ///   - tokens: how many tokens each example's text has; may be absent where no tap follows them.
    ///   - positions: the examples' places in the dataset, for messages.
    func rows(
        logits: Tensor, taps: [String: Tensor], tokens: [Int]? = nil, positions: [Int]
    ) throws -> StoredRows {
        try require(logits, "logits", [positions.count, layout.classes])
        let tokens = try self.tokens(tokens, positions)
        var rows = StoredRows()
        for (count, position) in zip(tokens, positions) {
            guard let bytes = layout.byteCount(tokens: count) else {
                throw LabelStoreError.request(
                    what: "the length of example \(position)", found: "\(count) tokens",
                    expected: "less: its label would be larger than a store takes")
            }
            rows.appendEmpty(byteCount: bytes, tokens: count)
        }
        try encode(logits, positions, into: &rows)
        for (index, tap) in layout.content.taps.enumerated() {
            guard let output = taps[tap.path] else {
                throw LabelStoreError.request(
                    what: "the teacher's answer", found: "without '\(tap.path)'",
                    expected: "with all taps of the store")
            }
            try encode(output, of: index, positions, into: &rows)
        }
        return rows
    }

    private func tokens(_ tokens: [Int]?, _ positions: [Int]) throws -> [Int] {
        guard layout.content.followsTokens else { return positions.map { _ in 0 } }
        guard let tokens, tokens.count == positions.count, tokens.allSatisfy({ $0 > 0 }) else {
            throw LabelStoreError.request(
                what: "the teacher's answer", found: "without the lengths of its texts",
                expected: "to texts: the store keeps outputs for each token")
        }
        return tokens
    }

    private func encode(
        _ logits: Tensor, _ positions: [Int], into rows: inout StoredRows
    ) throws {
        guard let top = layout.content.top else {
            return try narrowed(logits, "logits", positions).scatter(at: { _ in 0 }, into: &rows)
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
        try narrowed(kept, "logits", positions).scatter(at: { _ in 0 }, into: &rows)
        classes.scatter(at: { _ in layout.logitBytes }, into: &rows)
    }

    /// Lays the output of a tap into the rows, each text's own tokens alone.
    private func encode(
        _ output: Tensor, of index: Int, _ positions: [Int], into rows: inout StoredRows
    ) throws {
        let tap = layout.content.taps[index]
        let name = "'\(tap.path)'"
        let tokens = rows.tokens
        let starts = tokens.map { layout.taps(tokens: $0)?[index].lowerBound ?? 0 }
        guard tap.followsTokens else {
            try require(output, name, [positions.count] + tap.shape)
            return try narrowed(output, name, positions).scatter(at: { starts[$0] }, into: &rows)
        }
        try requireRoom(output, name, tap, positions, tokens)
        for (row, position) in positions.enumerated() {
            var own = try output.select(dimension: 0, index: row)
            for (dimension, extent) in tap.shape.enumerated() where extent == StoredTap.perToken {
                own = try own.slice(dimension: dimension, to: tokens[row])
            }
            let bytes = try narrowed(own.unsqueezed(0), name, [position])
            bytes.withUnsafeBytes { rows.fill(row, at: starts[row], with: $0) }
        }
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

    /// Refuses an output that is shorter than a text, or otherwise of another shape than its tap.
    private func requireRoom(
        _ output: Tensor, _ name: String, _ tap: StoredTap, _ positions: [Int], _ tokens: [Int]
    ) throws {
        let longest = tokens.max() ?? 0
        let fits =
            output.rank == tap.shape.count + 1 && output.shape[0] == positions.count
            && zip(output.shape.dropFirst(), tap.shape).allSatisfy { own, extent in
                extent == StoredTap.perToken ? own >= longest : own == extent
            }
        if fits { return }
        try require(output, name, [positions.count] + tap.shape(tokens: longest))
    }
}

extension [UInt8] {
    /// Lays equal shares into the rows, each at its offset.
    fileprivate func scatter(at offset: (Int) -> Int, into rows: inout StoredRows) {
        guard rows.count > 0 else { return }
        let width = count / rows.count
        withUnsafeBytes { bytes in
            for row in 0..<rows.count {
                rows.fill(
                    row, at: offset(row),
                    with: UnsafeRawBufferPointer(
                        rebasing: bytes[row * width..<(row + 1) * width]))
            }
        }
    }
}
