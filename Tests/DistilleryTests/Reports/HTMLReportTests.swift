import Foundation
import Testing

@testable import Distillery

@Suite("The HTML report")
struct HTMLReportTests {
    private func document(_ change: (inout SampleReport) -> Void = { _ in }) throws -> String {
        var sample = SampleReport(examples: 120)
        change(&sample)
        return HTMLReport(try sample.report()).document
    }

    @Test("asks for nothing outside itself, and forbids it")
    func selfContained() throws {
        let document = try document()
        for address in ["http:", "https:", "//", "url(", "@import", "<script", "<link"] {
            #expect(!document.contains(address), "\(address) stands in the report")
        }
        #expect(document.contains("default-src &#39;none&#39;"))
    }

    @Test("closes every element it opens", arguments: [3, 10, 24])
    func balanced(classes: Int) throws {
        let document = try document { $0.classNames = (0..<classes).map { "class \($0)" } }
        var open: [Substring] = []
        let inside = document.replacing(/<style>[\s\S]*?<\/style>/, with: "")
        for tag in inside.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) {
            if tag.output.1 == "/" {
                #expect(open.popLast() == tag.output.2)
            } else if !["meta", "img"].contains(tag.output.2) {
                open.append(tag.output.2)
            }
        }
        #expect(open.isEmpty)
    }

    @Test("escapes hostile names wherever they stand")
    func hostile() throws {
        let document = try document {
            $0.classNames = ["<script>alert(1)</script>", "\"onload='x'\" & \u{0}", "plain"]
        }
        #expect(!document.contains("<script"))
        #expect(!document.contains("\"onload="))
        #expect(!document.contains("\u{0}"))
        #expect(document.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(document.contains("&quot;onload=&#39;x&#39;&quot; &amp; \u{FFFD}"))
    }

    @Test("says no number that is not one")
    func numbers() throws {
        let document = try document()
        #expect(!document.contains("nan") && !document.contains("inf"))
    }

    @Test("survives figures that are missing or not finite")
    func degenerate() throws {
        var report = try SampleReport(examples: 30).report()
        for model in report.models.indices {
            for seed in report.models[model].evaluations.indices {
                report.models[model].evaluations[seed].evaluation.crossEntropy = .nan
                report.models[model].evaluations[seed].evaluation.multiplyAdds = 0
                report.models[model].evaluations[seed].evaluation.latencyMedianMilliseconds = .nan
                report.models[model].evaluations[seed].evaluation.confusion = [[1, 2], [3]]
            }
        }
        report.curves = [.init(role: .student, seed: 1, points: [])]
        #expect(HTMLReport(report).document.hasSuffix("</html>\n"))
        report.models = []
        report.disagreements = []
        #expect(HTMLReport(report).document.hasSuffix("</html>\n"))
    }

    @Test("draws many classes as a picture and few as a table")
    func matrices() throws {
        #expect(try document().contains("<td class=\"hit"))
        let many = try document { $0.classNames = (0..<24).map { "class \($0)" } }
        #expect(many.contains("matrix-picture") && !many.contains("<td class=\"hit"))
    }

    @Test("speaks Chinese when asked to")
    func chinese() throws {
        let document = try document { $0.language = .chinese }
        #expect(document.contains("<html lang=\"zh-CN\">"))
        #expect(document.contains("混淆矩阵"))
        #expect(!document.contains("Confusions"))
    }

    @Test("is written beside a JSON that gives the same report back")
    func files() throws {
        let folder = try ScratchFolder()
        let report = try SampleReport(examples: 60).report()
        try report.write(into: folder.url)
        #expect(try RunReport(json: folder.url.appending(path: "report.json")) == report)
        let html = try Data(contentsOf: folder.url.appending(path: "report.html"))
        #expect(html == Data(HTMLReport(report).document.utf8))
    }
}
