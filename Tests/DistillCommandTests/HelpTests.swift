import Foundation
import Testing

@testable import Distillery

@Suite("Help and lists")
struct HelpTests {
    @Test(
        "every command explains itself",
        arguments: [
            [], ["demo"], ["train"], ["teach"], ["evaluate"], ["check"], ["list"],
            ["list", "models"], ["list", "datasets"], ["list", "methods"], ["report"], ["doctor"],
        ])
    func help(command: [String]) throws {
        try withTemporaryFolder { folder in
            let outcome = try Tool.run(command + ["--help"], in: folder)
            #expect(outcome.status == 0 && outcome.errors.isEmpty)
            #expect(outcome.output.contains("USAGE: distill"))
            // An option that has no sentence stands alone on its line, with nothing below it.
            let lines = outcome.output.split(separator: "\n").map(String.init)
            let bare = zip(lines, lines.dropFirst() + [""]).filter { line, next in
                line.hasPrefix("  --") && !line.dropFirst(2).contains("  ")
                    && !next.hasPrefix("        ")
            }
            #expect(bare.isEmpty)
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
