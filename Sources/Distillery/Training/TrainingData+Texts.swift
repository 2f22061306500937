import Foundation
import Torch

extension TrainingData {
    /// Opens texts, with the tokenizer that the plan names or one that is built from them.
    static func texts(
        of kind: any TextDatasetKind, _ plan: DataPlan, device: Device
    ) throws -> TrainingData {
        try plan.requireTexts()
        let parts = try kind.open(plan)
        var train = plan.limit.map { parts.train.limited(to: $0) } ?? parts.train
        if let labelled = plan.labelled { train = train.labelled(only: labelled) }
        if let unlabelled = plan.unlabelled {
            train = try train.joined(withTextsAt: unlabelled, plan)
        }
        var validation = parts.validation
        let pool = train
        if let list = try plan.chosenList { train = try list.part(of: pool) }
        var notes = parts.remarks
        if let augment = plan.augment {
            let growth = try TextAugmenter(augment).grow(
                train.examples, avoiding: validation.examples)
            train = train.with(examples: train.examples + growth.examples)
            notes.append(growth.remark)
        }
        try plan.requireAnswers(in: train)
        if plan.task == .embedding { (train, validation) = (train.singles(), validation.singles()) }
        let tokens = plan.tokens ?? TokenPlan()
        // What a text says is known before anybody is asked about it.
        let tokenizer = try tokens.makeTokenizer(for: plan.chosen == nil ? train : pool)
        let lengths = try TextLengths(train, validation, in: tokenizer, tokens)
        let form = try TextForm(
            tokenizer, plan: tokens, task: plan.task, masking: plan.masking ?? WordMasking(),
            address: try plan.address.map { try AddressCodes($0) }, hasPairs: train.hasPairs,
            lengths: lengths)
        if plan.task == .maskedWords, form.tokenizer.specialTokens.mask == nil {
            throw RunError.data(
                "the tokenizer has no mask token, which hides words that are to be guessed; take one "
                    + "of a BERT-like model, or leave data.tokens.tokenizer out")
        }
        try form.requireSegments(for: train)
        if lengths.cutCount > 0 {
            notes.append(
                "\(NumberFormat.whole(lengths.cutCount)) of "
                    + "\(NumberFormat.whole(train.count + validation.count)) texts are longer "
                    + "than \(tokens.length) tokens and were cut")
        }
        return TrainingData(
            plan: plan, train: train, validation: validation, form: form, device: device,
            skipped: SkippedImages(for: train),
            skippedInValidation: SkippedImages(for: validation),
            pool: plan.chosen == nil ? nil : pool, notes: notes, lengths: lengths)
    }
}

extension TextForm {
    /// Refuses numbers of each text of a pair where tokens do not say which text they are of.
    fileprivate func requireSegments(for train: TextDataset) throws {
        guard address != nil, let pair = train.examples.first(where: { $0.pair != nil }),
            try !tokenizer.encodings(of: [pair], plan)[0].segments.contains(1)
        else { return }
        throw RunError.data(
            "the tokenizer does not tell the texts of a pair apart, and data.address has numbers of "
                + "each; take a tokenizer that numbers segments, as BERT's does, or single texts")
    }
}

extension DataPlan {
    /// Refuses data that does not say what the task asks for.
    fileprivate func requireAnswers(in train: TextDataset) throws {
        switch task {
        case .classification where train.classNames.count < 2:
            throw RunError.data(
                "'\(train.name)' has no classes; name the column of the labels (--label), or ask for "
                    + "another task (--task mlm, embedding)")
        case .regression where !train.examples.contains { $0.target != nil }:
            throw RunError.data(
                "'\(train.name)' has no numbers to predict; name their column (data.table.target)")
        default: break
        }
    }
}

extension TextDataset {
    /// The same with texts that nobody has labelled after the others.
    fileprivate func joined(
        withTextsAt path: String, _ plan: DataPlan
    ) throws(TextDataError) -> TextDataset {
        with(examples: examples + (try plan.openUnlabelledTexts(at: path)).examples)
    }
}

extension DataPlan {
    /// Texts that nobody has labelled, in tables of the plan's form.
    func openUnlabelledTexts(at path: String) throws(TextDataError) -> TextDataset {
        var options = tableOptions
        (options.label, options.target, options.softLabels) = (nil, nil, [])
        // Vectors are learned of single texts, so that other tables than the pairs' can join.
        if task == .embedding { (options.pair, options.coordinates) = (nil, nil) }
        options.valShare = 0
        let place = (path as NSString).expandingTildeInPath
        return try TextSplits(place, options: options, name: "unlabelled")[.train]
    }
}

extension TokenPlan {
    /// The tokenizer that is named, or one over a vocabulary of these texts.
    fileprivate func makeTokenizer(for texts: TextDataset) throws -> Tokenizer {
        guard let path = tokenizer else {
            let lines = texts.examples.lazy.flatMap { [$0.text] + [$0.pair].compactMap { $0 } }
            return try Tokenizer(
                vocabulary: VocabularyBuilder(size: vocabulary).vocabulary(of: Array(lines)))
        }
        let url = URL(filePath: (path as NSString).expandingTildeInPath)
        if url.pathExtension == "json" { return try Tokenizer(tokenizerJSON: url) }
        if url.pathExtension == "txt" { return try Tokenizer(vocabulary: url) }
        return try Tokenizer(folder: url)
    }
}
