struct ChineseSelectionText: SelectionText {
    let common: any ReportText = ChineseReportText()

    let random = "随机选取"

    func name(_ standing: Standing) -> String {
        switch standing {
        case .better: "优于随机"
        case .betterWithinChance: "略占优，尚不能断定"
        case .same: "与随机相同"
        case .worseWithinChance: "略落后，尚不能断定"
        case .worse: "不如随机"
        case .betterOnOneSeed: "单个种子上占优"
        case .worseOnOneSeed: "单个种子上落后"
        case .failed: "失败"
        }
    }

    func overline(
        dataset: String, strategies: Int, seeds: Int, rounds: Int, duration: String
    ) -> String {
        "\(strategies) 种策略与随机选取 · \(dataset) · \(rounds) 轮选取 · \(seeds) 个随机种子 · 训练共 \(duration)"
    }

    func learnsFastest(_ strategy: String, points: String, interval: String, seeds: Int) -> String {
        "按 \(strategy) 选取，同样多的回答教得更多：各轮平均比随机选取高 \(points) 个百分点（95 % 区间 "
            + "\(interval)，\(seeds) 个种子）。"
    }

    func noneLearnsFaster(
        _ strategy: String, points: String, interval: String, seeds: Int
    ) -> String {
        "没有哪种策略可以断定优于随机选取；最接近的是 \(strategy)：各轮平均相差 \(points) 个百分点（95 % 区间 "
            + "\(interval)，\(seeds) 个种子）。"
    }

    func oneSeed(_ strategy: String, points: String) -> String {
        "\(strategy) 各轮平均与随机选取相差 \(points) 个百分点，只有一个种子，不足以排除运气。"
    }

    func failed(runs: Int) -> String { "\(runs) 次运行失败。" }
    let noFigures = "没有哪种策略走完所有轮次。"
    func scoreAfter(asked: String) -> String { "询问 \(asked) 个样本后的 Top-1" }
    let meanGain = "个百分点，各轮平均与随机之差"
    let teacherScore = "教师的 Top-1"
    let trainingTime = "训练总时长"
    func runs(_ count: Int) -> String { "\(count) 次运行" }

    let curves = "回答教会了多少"
    func curvesNote(start: String, count: String, rounds: Int, seeds: Int) -> String {
        "学生在验证样本上的成绩，对照向教师询问过的样本数：先随机抽取 \(start) 个，之后 \(rounds) 轮每轮再选 "
            + "\(count) 个，由上一轮的学生来选。"
            + (seeds > 1 ? "曲线为 \(seeds) 个种子的均值，各自起点不同；色带为一个标准差。" : "")
    }
    let asked = "询问过的样本数"
    let score = "Top-1（%）"
    let macroF1 = "宏平均 F1（%）"
    let table = "逐轮成绩"
    func tableNote(seeds: Int, strategies: Int) -> String {
        let first = "询问这么多样本之后的 Top-1。“平均差”是各轮与随机选取之差的平均"
        guard seeds > 1 else { return first + "，只有一个随机种子，给不出区间。" }
        return first + "，按种子成对计算；结论看其 95 % 区间（学生 t 分布）是否排除零。"
            + (strategies > 2 ? "每个区间只对自己负责：许多毫无作用的策略里，也会有一种碰巧显得突出。" : "")
    }
    let strategy = "策略"
    let gain = "平均差"
    let verdict = "与随机相比"
    let failures = "失败的运行"
    let footer = "由 Distillery 生成。相同的数值见旁边的 selection.json。"
}
