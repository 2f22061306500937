/// What to do about a picture that cannot be read.
public enum UnreadablePolicy: Sendable {
    /// The next readable example of the dataset takes its place, as fits training.
    case replace
    /// The batch is made without it, as fits measuring: no example counts twice.
    case drop
}

/// Makes any batch of an epoch; the result depends on the batch's number alone.
struct BatchMaker: Sendable {
    let dataset: any ImageDataset
    let view: View
    let order: EpochOrder
    let seed: UInt64
    let epoch: Int
    let unreadable: UnreadablePolicy
    let skipped: SkippedImages

    /// What one thread needs to make batches.
    final class Workspace {
        let decoder = ImageDecoder()
        let canvas: ViewCanvas
        var partner: [Float]

        init(view: View) {
            canvas = view.makeCanvas()
            partner =
                view.augmentation.mixing.isEmpty
                ? [] : [Float](repeating: 0, count: view.elementCount)
        }
    }

    private struct Example {
        let index: Int
        let id: ExampleID
        let image: Image
    }

    /// The batch of a number; nil once `isWanted`, asked before every picture, says no.
    func make(
        _ number: Int, in workspace: Workspace, while isWanted: () -> Bool = { true }
    ) throws(DatasetError) -> ImageBatch? {
        let positions = order.batch(number)
        var batch = emptyBatch(capacity: positions.count)
        for position in positions {
            guard isWanted() else { return nil }
            guard let example = try readable(position, unreadable, workspace) else { continue }
            let start = batch.count * view.elementCount
            let draw = try batch.pixels.withUnsafeMutableBufferPointer {
                pixels throws(DatasetError) in
                let target = UnsafeMutableBufferPointer(
                    rebasing: pixels[start..<start + view.elementCount])
                return try render(example, into: target, workspace)
            }
            batch.append(
                example.index, id: example.id, label: dataset.label(at: example.index),
                mix: draw, partnerLabel: draw.map { dataset.label(at: $0.partner) })
        }
        batch.pixels.removeLast(batch.pixels.count - batch.count * view.elementCount)
        return batch
    }

    private func emptyBatch(capacity: Int) -> ImageBatch {
        var batch = ImageBatch(
            indices: [], ids: [], labels: [],
            mixing: view.augmentation.mixing.isEmpty
                ? nil : ImageBatch.Mixing(partnerLabels: [], weights: []),
            pixels: [Float](repeating: 0, count: capacity * view.elementCount),
            height: view.size.height, width: view.size.width, channels: view.channels, view: epoch)
        batch.indices.reserveCapacity(capacity)
        batch.ids.reserveCapacity(capacity)
        batch.labels.reserveCapacity(capacity)
        return batch
    }

    /// Writes an example's view; the result is what was mixed in, with the partner truly used.
    private func render(
        _ example: Example, into target: UnsafeMutableBufferPointer<Float>, _ workspace: Workspace
    ) throws(DatasetError) -> MixDraw? {
        guard let pixels = target.baseAddress else { return nil }
        let key = ViewKey(seed: seed, id: example.id, epoch: epoch)
        let draw = view.describe(key, source: example.image.size)
        view.render(example.image, draw, on: workspace.canvas, into: pixels)
        guard var mix = draw.mix else { return nil }
        guard let partner = try readable(mix.partner, .replace, workspace) else { return nil }
        mix.partner = partner.index
        let partnerKey = ViewKey(seed: seed, id: partner.id, epoch: epoch)
        let partnerDraw = view.describePicture(partnerKey, source: partner.image.size)
        workspace.partner.withUnsafeMutableBufferPointer { buffer in
            guard let second = buffer.baseAddress else { return }
            view.render(partner.image, partnerDraw, on: workspace.canvas, into: second)
            view.mix(second, into: pixels, mix)
        }
        return mix
    }

    /// The example at a position or, where it cannot be read, what the policy puts there.
    private func readable(
        _ position: Int, _ policy: UnreadablePolicy, _ workspace: Workspace
    ) throws(DatasetError) -> Example? {
        var index = position
        while true {
            if !skipped.contains(index) {
                do {
                    let image = try dataset.image(at: index, using: workspace.decoder)
                    return Example(index: index, id: dataset.id(at: index), image: image)
                } catch .unreadableImage(let path, let reason) {
                    try skipped.record(index, reason: "'\(path)': \(reason)")
                }
            }
            guard policy == .replace else { return nil }
            // Ends: no more than half of the examples may be unreadable.
            index = (index + 1) % dataset.count
        }
    }
}

extension ImageBatch {
    fileprivate mutating func append(
        _ index: Int, id: ExampleID, label: Int, mix: MixDraw?, partnerLabel: Int?
    ) {
        indices.append(index)
        ids.append(id)
        labels.append(Int64(label))
        mixing?.partnerLabels.append(Int64(partnerLabel ?? label))
        mixing?.weights.append(Float(mix?.weight ?? 1))
    }
}
