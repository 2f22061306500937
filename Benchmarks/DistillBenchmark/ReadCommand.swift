import ArgumentParser
import Distillery

/// Pictures read, decoded and augmented on one thread, as for training.
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Batches of a picture folder; a unit is one batch.")

    @Option(help: "The folder that holds train/.") var folder: String
    @Option(help: "Pictures in a batch.") var batch = 64

    func run() throws {
        let dataset = try FolderDataset(folder, split: .train)
        let view = try View(
            Augmentation([Crop(padding: 4), Flip()]), of: dataset,
            size: ImageSize(width: 32, height: 32), normalization: .imageNet)
        var epoch = -1
        var loader: BatchLoader?
        try Portions.serve {
            while true {
                if let next = try loader?.next() { return Double(next.pixels[0]) }
                epoch += 1
                loader = BatchLoader(
                    dataset: dataset, view: view, batchSize: batch, seed: 0, epoch: epoch,
                    shuffle: true, dropLast: true, workers: 0)
            }
        }
    }
}
