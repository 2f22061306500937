import ArgumentParser
import Distillery
import Foundation
import Testing

@testable import DistillCommand

@Suite("The demonstration")
struct DemoRecipeTests {
    @Test(
        "does what its example says",
        arguments: [(DemoTask.pictures, "demo"), (.address, "demo-address")])
    func equalsTheExample(_ task: DemoTask, _ name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Examples/\(name).yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let example: Recipe = try RecipeTree(yaml: text, file: name).decode()
        var tree = try RecipeTree(yaml: task.recipe, file: "demo")
        try tree.set("seeds", to: "\(DemoCommand.parse([]).seeds)")
        let demo: Recipe = try tree.decode()
        #expect(example == demo)
    }

    @Test("with addresses ends with two answers, and needs no data")
    func addresses() throws {
        try withTemporaryFolder { folder in
            let outcome = try Tool.run(
                "demo", "--task", "address", "--seeds", "1", "--threads", "1", "--set",
                "data.addresses.count=24", "--set", "training.epochs=1", "--set",
                "teacher.training.epochs=1", in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            let report = folder.appending(path: "runs/demo-address/report.json")
            let roles = try RunReport(json: report).models.map(\.role)
            #expect(roles == [.teacher, .student, .control])
            // Each with class, probability, time and both texts.
            let answers = outcome.output.split(separator: "\n").suffix(2)
                .map { $0.split(separator: "\t") }
            #expect(answers.allSatisfy { $0.count == 5 && $0[1].hasSuffix("%") }, "\(outcome)")
            #expect(
                answers.allSatisfy { AddressChange.classNames.contains(String($0[0])) },
                "\(outcome)")

            let refused = try Tool.run("demo", "--task", "address", "--data", "x", in: folder)
            #expect(refused.status == 2 && refused.errors.contains("--data"))
        }
    }
}
