struct ChineseSearchText: SearchText {
    let common: any ReportText = ChineseReportText()
    var score = ReportScore.accuracy

    func overline(dataset: String, settings: Int, trainings: Int, duration: String) -> String {
        "\(settings) 组设定 · \(dataset) · \(trainings) 次训练 · 训练共 \(duration)"
    }
    func best(_ setting: String, score: String, settings: Int) -> String {
        "\(settings) 组设定中最好的是 \(setting)，\(common.name(self.score)) \(score)。"
    }
    func givenIsBest(score: String, settings: Int) -> String {
        "\(settings) 组设定中没有一组胜过原来的配方，其\(common.name(self.score))为 \(score)。"
    }
    func confirmed(best: String, given: String, points: String) -> String {
        "换一个随机种子，它达到 \(best)，原来的配方为 \(given)：相差 \(points) 个百分点。"
    }
    func confirmed(best: String) -> String { "换一个随机种子，它达到 \(best)。" }
    let warning = "设定是用验证样本挑选的，因此在其上的数值偏于乐观；换了种子的数值偏得少些，但量的仍是同样的样本。"
    let bestScore = "挑选时的数值"
    let confirmedScore = "换一个种子"
    let confirmedGain = "个百分点，与原配方之差"
    let given = "原配方"
    let trainingTime = "训练总时长"

    let rungs = "逐级淘汰"
    var rungsNote: String {
        "所有设定都从第一级开始；每级最好的进入下一级，从头训练更多轮次。以验证样本上的\(common.name(score.figure))定先后"
            + (score == .accuracy ? "，相同时看交叉熵。" : "。")
    }
    let trial = "设定"
    func epochs(_ count: Int) -> String { "\(count) 轮" }
    func seed(_ number: UInt64) -> String { "种子 \(number)" }
    let crossEntropy = "交叉熵"
    let failed = "失败"
    let keys = "逐键查看"
    var keysNote: String {
        "\(common.name(score.figure))（%）与取值，每组设定一个标记，取其到达的最后一级：实心为最末级，空心为轮次较少的前几级。"
    }
    let bestRecipe = "最好的配方"
    let footer = "由 Distillery 生成。相同的数值见旁边的 search.json。"
}
