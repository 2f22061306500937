struct EnglishReportText: ReportText {
    let code = "en"

    func name(_ role: ModelRole) -> String {
        switch role {
        case .teacher: "Teacher"
        case .assistant: "Assistant"
        case .student: "Student"
        case .control: "Alone"
        }
    }
    func name(_ score: ReportScore) -> String {
        switch score {
        case .accuracy: "accuracy"
        case .correlation: "rank correlation"
        case .teacherCorrelation: "rank correlation with the teacher"
        }
    }
    func overline(method: String, dataset: String, examples: String, duration: String) -> String {
        "\(method) · \(dataset) · \(examples) examples · \(duration)"
    }

    func kept(_ score: ReportScore, share: String, multiplyAdds: String) -> String {
        "The student keeps \(share) of the teacher’s \(name(score)) with \(multiplyAdds) of its "
            + "multiply-adds."
    }
    func exceeded(student: String, teacher: String, multiplyAdds: String) -> String {
        "The student reaches \(student) where its teacher has \(teacher), with \(multiplyAdds) of "
            + "the multiply-adds."
    }
    func reached(_ role: ModelRole, _ score: ReportScore, value: String) -> String {
        let what = score == .accuracy ? value : "a \(name(score)) of \(value)"
        return switch role {
        case .teacher: "The teacher reaches \(what)."
        case .assistant: "The assistant reaches \(what)."
        case .student: "The student reaches \(what)."
        case .control: "The model trained alone reaches \(what)."
        }
    }
    func helped(points: String, deviation: String, seeds: Int) -> String {
        "Distillation added \(points) points over training alone (\(seeds) seeds, ±\(deviation))."
    }
    func hurt(points: String, deviation: String, seeds: Int) -> String {
        "Distillation hurt: the same student trained alone is \(points) points better "
            + "(\(seeds) seeds, ±\(deviation))."
    }
    func withinDeviation(points: String, deviation: String, seeds: Int) -> String {
        "Distillation made no difference that stands out from chance: \(points) points against "
            + "training alone, within the deviation of ±\(deviation) over \(seeds) seeds."
    }
    func singleSeed(points: String) -> String {
        "Against training alone the difference is \(points) points, on a single seed: too few to "
            + "tell it from chance."
    }
    let noControl =
        "What distillation itself added is not known: no control was trained without the teacher."
    func partKept(_ score: ReportScore) -> String { "of the teacher’s \(name(score))" }
    let overAlone = "points over training alone"
    func ofTeacher(student: String, teacher: String) -> String { "\(student) of \(teacher)" }
    func plusMinus(_ deviation: String, seeds: Int) -> String { "± \(deviation), \(seeds) seeds" }
    let oneSeed = "a single seed"

    let comparison = "Side by side"
    func comparisonNote(seeds: Int, hasControl: Bool) -> String {
        let figures =
            seeds > 1
            ? "Figures are means over \(seeds) seeds ± their sample standard deviation. " : ""
        guard hasControl else { return figures }
        return "“Alone” is the student’s architecture, trained under the same recipe and budget "
            + "without the teacher. " + figures
            + (seeds > 1
                ? "The better of student and alone is marked where the difference exceeds its "
                    + "deviation."
                : "Every figure comes from a single seed, so nothing is marked as better.")
    }
    let figure = "Figure"
    let difference = "Student − alone"
    func name(_ figure: ComparisonFigure) -> String {
        switch figure {
        case .top1: "Top-1 accuracy"
        case .top5: "Top-5 accuracy"
        case .macroF1: "Macro F1"
        case .crossEntropy: "Cross-entropy"
        case .agreement: "Agreement with teacher"
        case .meanKL: "KL to teacher"
        case .calibrationError: "Calibration error"
        case .spearman: "Rank correlation"
        case .pearson: "Linear correlation"
        case .meanSquaredError: "Mean squared error"
        case .pairF1: "F1 of pairs"
        case .teacherSpearman: "Rank correlation with teacher"
        case .parameters: "Parameters"
        case .multiplyAdds: "Multiply-adds"
        case .fileBytes: "File size"
        case .latencyMedian: "Median latency"
        case .latencyP95: "95th percentile latency"
        case .examplesPerSecond: "Examples a second"
        case .peakMemory: "Peak memory"
        }
    }

    func scoreAndCost(_ score: ReportScore) -> String { "\(title(score)) and what it costs" }
    func title(_ score: ReportScore, against cost: String) -> String {
        "\(title(score)) (%) against \(cost.prefix(1).lowercased())\(cost.dropFirst())"
    }
    private func title(_ score: ReportScore) -> String {
        name(score).prefix(1).uppercased() + name(score).dropFirst()
    }
    let seedsNote =
        "Large marks are means, bars one standard deviation, faint marks the single seeds. "
        + "Up and to the left is better."
    let training = "Training"
    let epoch = "epoch"
    func validation(_ score: ReportScore) -> String { "Validation \(name(score)), %" }
    let lossTerms = "Student’s loss, by term"
    let learningRate = "Learning rate"
    let total = "total"
    let bandNote =
        "Lines are means over the seeds, bands reach from the lowest seed to the highest; long "
        + "curves are averaged over neighbouring steps. Hover for values; every step is in "
        + "metrics.jsonl."

    let latencyByLength = "Latency by length"
    let latencyNote =
        "Median time of a forward pass for one text of so many tokens, on one thread."
    func tokens(_ count: Int) -> String { "\(count) tokens" }
    let tokenAxis = "tokens"

    let classByClass = "Class by class"
    let recognised = "Share of each class that is recognised."
    func classNote(shown: Int, of count: Int) -> String {
        shown < count
            ? "Share of each class that is recognised; the \(shown) of \(count) classes in which "
                + "the student lost most against the teacher."
            : "Share of each class that is recognised; ordered by what the student lost against "
                + "the teacher."
    }
    let allClasses = "All classes"
    let calibration = "Calibration"
    let confidence = "confidence, %"
    let rightAnswers = "right answers, %"
    let calibrationNote =
        "A model on the diagonal is right as often as it says; below it, it is too sure of itself. "
        + "The percentages are the expected calibration errors."
    let confusion = "Confusions"
    let confusionNote =
        "Rows are true classes, columns predicted ones, in per cent of the row; mistakes are red."
    let trueClass = "true class"
    let predictedClass = "predicted class"
    func confusionTitle(_ role: ModelRole) -> String { "\(name(role))’s answers" }
    func takenFor(_ label: String, as prediction: String, share: String) -> String {
        label == prediction
            ? "\(label): \(share) recognised" : "\(label) taken for \(prediction): \(share)"
    }
    func mostConfused(_ role: ModelRole) -> String { "\(name(role)): most frequent confusions" }
    let takenForHeading = "taken for"

    func disagreements(ofTexts: Bool) -> String { "Where teacher and student disagree" }
    func disagreementNote(
        agreement: String?, teacherRight: Int, studentRight: Int, shown: Int, areTexts: Bool
    ) -> String {
        let all = agreement.map { "They choose the same class on \($0) of all examples. " } ?? ""
        return all
            + "Of the \(shown) \(areTexts ? "examples" : "pictures") here the teacher is right on \(teacherRight), the "
            + "student on \(studentRight)."
    }
    let right = "right"
    let wrong = "wrong"
    let truth = "It is"

    let recipe = "Recipe, as it was run"
    let manifest = "Manifest"
    let records = "How it was made"
    let footer =
        "Made by Distillery. The same figures stand in report.json beside this file."
}
