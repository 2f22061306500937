import Foundation
import Testing

@testable import Distillery

@Suite("The page of a comparison")
struct ComparisonPageTests {
    private func document(_ change: (inout SampleComparison) -> Void = { _ in }) throws -> String {
        var sample = SampleComparison()
        change(&sample)
        return ComparisonPage(try sample.report()).document
    }

    @Test("asks for nothing outside itself")
    func selfContained() throws {
        let document = try document()
        for address in ["http:", "https:", "//", "url(", "@import", "<script", "<link"] {
            #expect(!document.contains(address), "\(address) stands in the page")
        }
    }

    @Test("closes every element it opens, however many methods and seeds", arguments: [1, 6, 25])
    func balanced(methods: Int) throws {
        for seeds in [[1], [1, 2, 3]] as [[UInt64]] {
            let document = try document {
                $0.names = (0..<methods).map { "method-\($0)" }
                $0.seeds = seeds
            }
            #expect(try openElements(of: document).isEmpty)
            #expect(!document.contains("nan") && !document.contains("inf\""))
        }
    }

    @Test("escapes hostile labels and reasons wherever they stand")
    func hostile() throws {
        let document = try document {
            $0.names[0] = "<script>alert(1)</script>"
            $0.failure = "\"onload='x'\" & <b>"
        }
        #expect(!document.contains("<script") && !document.contains("<b>"))
        #expect(document.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(document.contains("&quot;onload=&#39;x&#39;&quot; &amp; &lt;b&gt;"))
    }

    @Test("calls the score what its task calls it")
    func scores() throws {
        for (language, word) in [(ReportLanguage.english, "Top-1"), (.chinese, "准确率")] {
            #expect(try document { $0.language = language }.contains(word))
            for task in [TaskKind.regression, .embedding] {
                let document = try document { ($0.language, $0.task) = (language, task) }
                #expect(!document.contains(word) && !document.contains("accuracy"), "\(task)")
            }
        }
        let sample = SampleComparison(task: .embedding)
        let table = try sample.report().table.description
        #expect(table.contains("rank correlation") && !table.contains("top-1"))
    }

    @Test("speaks Chinese when asked to")
    func chinese() throws {
        let document = try document { $0.language = .chinese }
        #expect(document.contains("<html lang=\"zh-CN\">") && document.contains("每种方法带来多少"))
        #expect(!document.contains("What each method gains"))
    }

    @Test("says which pays, marks what is worse, and counts what failed")
    func verdict() throws {
        let report = try SampleComparison().report()
        #expect(report.methods.first?.label == "crd" && report.methods.first?.standing == .better)
        #expect(report.methods.last?.standing == .failed)
        #expect(report.summary.hasPrefix("crd pays most: +"))
        #expect(report.summary.contains("3 runs failed."))
        let table = report.table.description
        #expect(table.contains("✗ worse than alone") && table.contains("✓ better than alone"))
        #expect(report.methods.first { $0.label == "fitnet" }?.standing == .worse)
    }

    @Test("puts the student trained alone between what helped and what hurt")
    func order() throws {
        let report = try SampleComparison().report()
        let ranked = report.ranked
        let place = try #require(ranked.firstIndex { $0.label == "control" })
        #expect(ranked[..<place].allSatisfy { ($0.gain?.mean ?? -1) >= 0 })
        #expect(ranked[(place + 1)...].allSatisfy { ($0.gain?.mean ?? -1) < 0 })
        let gains = ranked.compactMap(\.gain?.mean)
        #expect(gains == gains.sorted(by: >))
    }

    @Test("says plainly that one seed tells nothing of chance")
    func oneSeed() throws {
        let document = try document { $0.seeds = [1] }
        #expect(document.contains("on a single seed: too few to tell it from chance"))
        #expect(document.contains("better, on one seed") && !document.contains("better than alone"))
    }

    @Test("is written beside a JSON that gives the same comparison back")
    func files() throws {
        let folder = try ScratchFolder()
        let report = try SampleComparison().report()
        try report.write(into: folder.url)
        #expect(
            try ComparisonReport(json: folder.url.appending(path: "comparison.json")) == report)
    }
}

/// The elements of a page that are not closed in their turn.
func openElements(of document: String) throws -> [Substring] {
    var open: [Substring] = []
    let inside = document.replacing(/<style>[\s\S]*?<\/style>/, with: "")
    for tag in inside.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) {
        if tag.output.1 == "/" {
            guard open.popLast() == tag.output.2 else { return [tag.output.2] }
        } else if !["meta", "img"].contains(tag.output.2) {
            open.append(tag.output.2)
        }
    }
    return open
}
