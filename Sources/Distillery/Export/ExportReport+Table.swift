extension ExportReport {
    /// A row for the network and one for each file, for terminals.
    public var table: TextTable {
        var table = TextTable([
            .init(""), .init("size", .right), .init("score", .right), .init("agreement", .right),
            .init("largest difference", .right), .init("mean difference", .right),
            .init("latency", .right), .init("run by"),
        ])
        func percent(_ share: Double?) -> String { share.map { NumberFormat.percent($0) } ?? "–" }
        table.append([
            "network", NumberFormat.bytes(networkBytes), percent(checks.first?.networkScore), "–",
            "–", "–", NumberFormat.milliseconds(networkLatencyMilliseconds), "",
        ])
        for check in checks {
            table.append([
                check.format.rawValue, NumberFormat.bytes(check.bytes), percent(check.score),
                percent(check.agreement), NumberFormat.scientific(check.maximalDifference),
                NumberFormat.scientific(check.meanDifference),
                NumberFormat.milliseconds(check.latencyMilliseconds), check.runner,
            ])
        }
        return table
    }
}
