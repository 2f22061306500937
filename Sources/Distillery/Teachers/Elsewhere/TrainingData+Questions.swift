import Foundation

extension TrainingData {
    /// What is asked about the examples at some places of a split, in their order.
    func questions(
        about split: DatasetSplit, _ indices: some Collection<Int>
    ) throws -> [TeacherQuestion] {
        let dataset = dataset(of: split)
        if let texts = dataset as? TextDataset {
            return indices.map { index in
                let example = texts.examples[index]
                return TeacherQuestion(
                    id: example.id, split: split, index: index,
                    content: .text(example.text, pair: example.pair))
            }
        }
        guard let pictures = dataset as? any ImageDataset else { return [] }
        let whole = try pictures.contentHash().prefix { $0 != "-" }
        return indices.map { index in
            let id = pictures.id(at: index)
            return TeacherQuestion(
                id: id, split: split, index: index,
                content: .picture(name: "\(whole) \(id)") {
                    let image = try pictures.image(at: index, using: ImageDecoder())
                    guard let picture = Picture(image) else {
                        throw PNGEncodingError(
                            width: image.width, height: image.height, reason: "it is empty")
                    }
                    return picture
                })
        }
    }

    /// Whether examples are pairs of texts, single texts, or pictures.
    var questionForm: QuestionForm {
        guard let texts = train as? TextDataset else { return .picture }
        return texts.hasPairs ? .pair : .text
    }
}

/// What the examples of a dataset are, as a template or a prompt speaks of them.
enum QuestionForm: String, Sendable { case text, pair, picture }

extension Picture {
    init?(_ image: Image) {
        self.init(
            width: image.width, height: image.height, channels: image.channels,
            pixels: image.pixels)
    }
}
