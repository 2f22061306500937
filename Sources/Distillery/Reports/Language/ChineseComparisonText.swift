struct ChineseComparisonText: ComparisonText {
    let common: any ReportText = ChineseReportText()
    var score = ReportScore.accuracy

    let alone = "独立训练"
    func name(_ standing: Standing) -> String {
        switch standing {
        case .better: "胜过独立训练"
        case .betterWithinChance: "略好，可能出于偶然"
        case .same: "没有差别"
        case .worseWithinChance: "略差，可能出于偶然"
        case .worse: "不如独立训练"
        case .betterOnOneSeed: "较好，仅一个种子"
        case .worseOnOneSeed: "较差，仅一个种子"
        case .failed: "失败"
        }
    }
    func overline(
        dataset: String, methods: Int, seeds: Int, epochs: Int, duration: String
    ) -> String {
        "\(methods) 种方法 · \(dataset) · \(seeds) 个随机种子 · \(epochs) 轮 · 训练共 \(duration)"
    }

    func paysMost(_ label: String, points: String, interval: String, seeds: Int) -> String {
        "\(label) 最值得：与独立训练相差 \(points) 个百分点（95 % 区间 \(interval)，\(seeds) 个随机种子）。"
    }
    func nonePays(_ label: String, points: String, interval: String, seeds: Int) -> String {
        "没有一种方法能以超出偶然的幅度胜过独立训练；排在首位的是 \(label)，相差 \(points) 个百分点"
            + "（95 % 区间 \(interval)，\(seeds) 个随机种子）。"
    }
    func oneSeed(_ label: String, points: String) -> String {
        "排在首位的是 \(label)，与独立训练相差 \(points) 个百分点，但只有一个随机种子，无法与偶然区分。"
    }
    func counts(better: Int, worse: Int, undecided: Int) -> String {
        let parts = [
            better > 0 ? "\(better) 种胜过独立训练" : nil,
            worse > 0 ? "\(worse) 种不如独立训练" : nil,
            undecided > 0 ? "\(undecided) 种无法与偶然区分" : nil,
        ].compactMap { $0 }
        return "\(better + worse + undecided) 种方法中，" + parts.joined(separator: "，") + "。"
    }
    func failed(runs: Int) -> String { "有 \(runs) 次运行失败。" }
    let noFigures = "没有任何方法可与独立训练相比。"
    let bestMethod = "最好的方法"
    let gainOfBest = "个百分点，与独立训练之差"
    var teacherScore: String { "教师的\(common.name(score))" }
    let trainingTime = "训练总时长"
    func runs(_ count: Int) -> String { "\(count) 次运行" }

    let gains = "每种方法带来多少"
    func gainsNote(seeds: Int, methods: Int) -> String {
        guard seeds > 1 else {
            return "与独立训练的学生在\(common.name(score))上的差，以百分点计；只有一个随机种子，给不出区间。种子多了才能分清增益与偶然。"
        }
        return
            "与同一种子下独立训练的学生在\(common.name(score))上的差，以百分点计。横条为 \(seeds) 个种子均值的 95 % 置信区间（学生 t 分布），"
            + "小点为各个种子。"
            + (methods > 4 ? "每个区间只对自己负责：二十种毫无作用的方法里，也会有一种碰巧显得突出。" : "")
    }
    let withinChance = "可能出于偶然"

    let ranking = "排名"
    func rankingNote(seeds: Int) -> String {
        "按增益排列；独立训练一行之上的有益，之下的有害。"
            + (seeds > 1 ? "数值为各种子的均值 ± 样本标准差，区间为 95 %。" : "所有数值都来自单个随机种子。")
    }
    let method = "方法"
    var scoreTitle: String { common.name(score.figure) }
    let gain = "增益"
    let agreement = "与教师一致"
    let crossEntropy = "交叉熵"
    let time = "训练时间"
    let memory = "峰值内存"
    let ownParameters = "自带参数"
    let verdict = "与独立训练相比"

    var cost: String { "\(common.name(score))与训练代价" }
    let costNote = "时间为优化步骤所用，包括教师作答；内存为进程的峰值。竖线为一个标准差，浅色标记为各个种子。越靠左上越好。"
    var curves: String { "逐轮的验证\(common.name(score))" }
    func curvesNote(seeds: Int) -> String {
        "每种方法与独立训练的学生并列，纵轴相同。" + (seeds > 1 ? "线为各种子的均值，色带为一个标准差。" : "")
            + "悬停可看数值。"
    }

    let options = "各方法的选项"
    let failures = "失败的运行"
    let footer = "由 Distillery 生成。相同的数值见旁边的 comparison.json；每次运行在各自的文件夹里另有一份报告。"
}
