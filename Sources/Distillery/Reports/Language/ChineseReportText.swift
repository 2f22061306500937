struct ChineseReportText: ReportText {
    let code = "zh-CN"

    func name(_ role: ModelRole) -> String {
        switch role {
        case .teacher: "教师"
        case .assistant: "助教"
        case .student: "学生"
        case .control: "独立训练"
        }
    }
    func name(_ score: ReportScore) -> String {
        switch score {
        case .accuracy: "准确率"
        case .correlation: "等级相关"
        case .teacherCorrelation: "与教师的等级相关"
        }
    }
    func overline(method: String, dataset: String, examples: String, duration: String) -> String {
        "\(method) · \(dataset) · \(examples) 个样本 · \(duration)"
    }

    func kept(_ score: ReportScore, share: String, multiplyAdds: String) -> String {
        "学生以教师 \(multiplyAdds) 的乘加运算量，保留了教师 \(share) 的\(name(score))。"
    }
    func exceeded(student: String, teacher: String, multiplyAdds: String) -> String {
        "学生以教师 \(multiplyAdds) 的乘加运算量达到 \(student)，教师为 \(teacher)。"
    }
    func reached(_ role: ModelRole, _ score: ReportScore, value: String) -> String {
        "\(name(role))模型的\(name(score))为 \(value)。"
    }
    func helped(points: String, deviation: String, seeds: Int) -> String {
        "与独立训练相比，蒸馏提高了 \(points) 个百分点（\(seeds) 个随机种子，±\(deviation)）。"
    }
    func hurt(points: String, deviation: String, seeds: Int) -> String {
        "蒸馏反而有害：同样的学生独立训练要高 \(points) 个百分点（\(seeds) 个随机种子，±\(deviation)）。"
    }
    func withinDeviation(points: String, deviation: String, seeds: Int) -> String {
        "蒸馏没有带来可与偶然区分的差别：与独立训练相差 \(points) 个百分点，"
            + "在 \(seeds) 个随机种子的偏差 ±\(deviation) 之内。"
    }
    func singleSeed(points: String) -> String {
        "与独立训练相差 \(points) 个百分点，但只有一个随机种子，无法与偶然区分。"
    }
    let noControl = "没有训练不带教师的对照模型，因此无从知道蒸馏本身带来了什么。"
    func partKept(_ score: ReportScore) -> String { "保留的教师\(name(score))" }
    let overAlone = "个百分点，与独立训练之差"
    func ofTeacher(student: String, teacher: String) -> String { "\(student) / \(teacher)" }
    func plusMinus(_ deviation: String, seeds: Int) -> String {
        "± \(deviation)，\(seeds) 个种子"
    }
    let oneSeed = "单个随机种子"

    let comparison = "并列比较"
    func comparisonNote(seeds: Int, hasControl: Bool) -> String {
        let figures = seeds > 1 ? "数值为 \(seeds) 个随机种子的均值 ± 样本标准差。" : ""
        guard hasControl else { return figures }
        return "“独立训练”是与学生相同的结构，以相同的配方和预算、不用教师训练而成。" + figures
            + (seeds > 1
                ? "学生与独立训练之差超过其偏差时，标出较好的一方。"
                : "所有数值都来自单个随机种子，因此不标出优劣。")
    }
    let figure = "指标"
    let difference = "学生 − 独立训练"
    func name(_ figure: ComparisonFigure) -> String {
        switch figure {
        case .top1: "Top-1 准确率"
        case .top5: "Top-5 准确率"
        case .macroF1: "宏平均 F1"
        case .crossEntropy: "交叉熵"
        case .agreement: "与教师一致"
        case .meanKL: "与教师的 KL 散度"
        case .calibrationError: "校准误差"
        case .spearman: "等级相关 (Spearman)"
        case .pearson: "线性相关 (Pearson)"
        case .meanSquaredError: "均方误差"
        case .pairF1: "句对 F1"
        case .teacherSpearman: "与教师的等级相关"
        case .parameters: "参数量"
        case .multiplyAdds: "乘加运算"
        case .fileBytes: "文件大小"
        case .latencyMedian: "延迟中位数"
        case .latencyP95: "延迟第 95 百分位"
        case .examplesPerSecond: "每秒样本数"
        case .peakMemory: "峰值内存"
        }
    }

    func scoreAndCost(_ score: ReportScore) -> String { "\(name(score))与代价" }
    func title(_ score: ReportScore, against cost: String) -> String {
        "\(name(score))（%）与\(cost)"
    }
    let seedsNote = "大标记为均值，竖线为一个标准差，浅色标记为各个种子。越靠左上越好。"
    let training = "训练过程"
    let epoch = "轮次"
    func validation(_ score: ReportScore) -> String { "验证\(name(score))，%" }
    let lossTerms = "学生的各项损失"
    let learningRate = "学习率"
    let total = "总和"
    let bandNote =
        "线为各种子的均值，色带为最低到最高；长曲线按相邻步取平均。"
        + "悬停可看数值；每一步都在 metrics.jsonl 中。"

    let latencyByLength = "各长度的延迟"
    let latencyNote = "一条相应词元数的文本前向计算所需时间的中位数，单线程。"
    func tokens(_ count: Int) -> String { "\(count) 个词元" }
    let tokenAxis = "词元数"

    let classByClass = "逐类比较"
    let recognised = "每一类中被认出的比例。"
    func classNote(shown: Int, of count: Int) -> String {
        shown < count
            ? "每一类中被认出的比例；此处为 \(count) 类中学生比教师损失最多的 \(shown) 类。"
            : "每一类中被认出的比例；按学生比教师损失的多少排列。"
    }
    let allClasses = "全部类别"
    let calibration = "校准"
    let confidence = "置信度，%"
    let rightAnswers = "正确率，%"
    let calibrationNote = "落在对角线上的模型，其正确率与自信相符；在对角线之下则过于自信。百分数为期望校准误差。"
    let confusion = "混淆矩阵"
    let confusionNote = "行为真实类别，列为预测类别，数值为占该行的百分比；错误为红色。"
    let trueClass = "真实类别"
    let predictedClass = "预测类别"
    func confusionTitle(_ role: ModelRole) -> String { "\(name(role))的回答" }
    func takenFor(_ label: String, as prediction: String, share: String) -> String {
        label == prediction
            ? "\(label)：认出 \(share)" : "\(label) 被认作 \(prediction)：\(share)"
    }
    func mostConfused(_ role: ModelRole) -> String { "\(name(role))最常见的混淆" }
    let takenForHeading = "被认作"

    func disagreements(ofTexts: Bool) -> String {
        "教师与学生意见不同的\(ofTexts ? "样本" : "图片")"
    }
    func disagreementNote(
        agreement: String?, teacherRight: Int, studentRight: Int, shown: Int, areTexts: Bool
    ) -> String {
        let unit = areTexts ? "个" : "张"
        let all = agreement.map { "二者在全部样本的 \($0) 上选择相同的类别。" } ?? ""
        return all + "此处的 \(shown) \(unit)\(areTexts ? "样本" : "图片")中，教师答对 \(teacherRight) \(unit)，"
            + "学生答对 \(studentRight) \(unit)。"
    }
    let right = "正确"
    let wrong = "错误"
    let truth = "实为"

    let recipe = "实际运行的配方"
    let manifest = "运行清单"
    let records = "来历"
    let footer = "由 Distillery 生成。相同的数值见旁边的 report.json。"
}
