import Foundation

extension SearchReport {
    /// The rungs as a table for terminals: a row for each setting, the furthest and best first.
    public var table: TextTable {
        var table = TextTable(
            [.init("trial", .right)] + keys.map { .init($0.key, .right) }
                + rungs.map { .init(heading(of: $0), .right) } + [.init("cross-entropy", .right)])
        for row in rows {
            table.append(
                ["\(row.trial)"] + row.setting.values.map(\.value)
                    + row.results.map { result in
                        guard let result else { return "" }
                        return result.top1.map { NumberFormat.percent($0) } ?? "failed"
                    }
                    + [
                        row.results.last { $0 != nil }??.crossEntropy.map {
                            NumberFormat.decimal($0, decimals: 3)
                        } ?? "–"
                    ])
        }
        return table
    }

    private func heading(of rung: Rung) -> String {
        "\(rung.epochs) epoch\(rung.epochs == 1 ? "" : "s")"
    }

    /// One setting through all rungs that it came to.
    struct Row {
        var trial: Int
        var setting: SearchSetting
        /// One a rung; nil where it was out already.
        var results: [TrialResult?]
    }

    /// The settings, those that came furthest first, and the best first among them.
    var rows: [Row] {
        var rows: [Row] = []
        for rung in rungs.reversed() {
            for trial in rung.trials where !rows.contains(where: { $0.trial == trial.trial }) {
                rows.append(
                    Row(
                        trial: trial.trial, setting: trial.setting,
                        results: rungs.map { rung in
                            rung.trials.first { $0.trial == trial.trial }
                        }))
            }
        }
        return rows
    }

    /// What was found, in a few sentences.
    public var summary: String {
        SearchHeadline(report: self, text: language.searchText(by: score)).sentences.joined(
            separator: " ")
    }

    /// - Throws: `QueueError.runsFailed` where a run failed, once everything else is told.
    public func requireNoFailure(in folder: QueueFolder) throws(QueueError) {
        guard let first = failures.first else { return }
        throw .runsFailed(
            count: failures.count, of: trainings, folder: folder.url.path,
            command: folder.kind.rawValue, first: first.failure ?? "")
    }
}
