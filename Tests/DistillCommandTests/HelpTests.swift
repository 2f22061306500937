import ArgumentParser
import Foundation
import Testing

@testable import DistillCommand
@testable import Distillery

@Suite("Help and lists")
struct HelpTests {
    @Test("every command explains itself and each of its options")
    func help() throws {
        let commands: [any ParsableCommand.Type] = [
            Distill.self, DemoCommand.self, TrainCommand.self, TeachCommand.self,
            CompareCommand.self, SearchCommand.self, EvaluateCommand.self, CheckCommand.self,
            ListCommand.self, ListCommand.Models.self,
            ListCommand.Datasets.self, ListCommand.Methods.self, ListCommand.Taps.self,
            ReportCommand.self, DoctorCommand.self,
        ]
        for command in commands {
            let text = Distill.helpMessage(for: command, columns: 200)
            #expect(text.contains("USAGE: distill") && text.contains("OVERVIEW: "))
            let lines = text.split(separator: "\n")
            for (line, next) in zip(lines, lines.dropFirst() + [""]) where line.hasPrefix("  --") {
                let sentence = next.hasPrefix("        ") ? line + next : line
                #expect(sentence.split(separator: " ").count >= 4, "\(line)")
            }
        }
        try withTemporaryFolder { folder in
            let outcome = try Tool.run("train", "--help", in: folder)
            #expect(outcome.status == 0 && outcome.errors.isEmpty)
            #expect(outcome.output.contains("--temperature"))
        }
    }

    @Test("the version is the library's")
    func version() throws {
        try withTemporaryFolder { folder in
            let outcome = try Tool.run("--version", in: folder)
            #expect(outcome.status == 0)
            #expect(outcome.output == "\(distilleryVersion)\n")
        }
    }

    @Test("lists name what recipes can name")
    func lists() throws {
        try withTemporaryFolder { folder in
            let methods = try Tool.run("list", "methods", "--json", in: folder)
            #expect(methods.status == 0 && methods.output.contains(#""name" : "kd""#))
            let datasets = try Tool.run("list", "datasets", in: folder)
            #expect(datasets.status == 0 && datasets.output.contains("fashion-mnist"))
            let doctor = try Tool.run("doctor", "--json", in: folder)
            #expect(try doctor.json["distill"] as? String == distilleryVersion)
        }
    }

    @Test("a reader that goes away costs output, not a crash")
    func closedPipe() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(RunFolderTests.quick, in: folder)
            for command in ["train --help", "train --recipe recipe.yaml --no-control"] {
                let line = "distill \(command) 2>&1 | head -1; echo ${PIPESTATUS[0]}"
                let outcome = try Tool.shell(line, in: folder)
                #expect(outcome.output.hasSuffix("\n0\n") && outcome.errors.isEmpty, "\(outcome)")
            }
        }
    }
}
