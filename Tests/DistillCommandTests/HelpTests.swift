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
            // Every option has a sentence of its own.
            let bare = outcome.output.split(separator: "\n").filter { line in
                let text = line.drop { $0 == " " }
                return text.hasPrefix("--") && !line.contains("  --") && !text.contains("  ")
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
            let methods = try Tool.run("list", "methods", in: folder)
            #expect(methods.status == 0 && methods.output.contains("Hinton"))
            let datasets = try Tool.run("list", "datasets", in: folder)
            #expect(datasets.status == 0 && datasets.output.contains("fashion-mnist"))
        }
    }

    @Test("a reader that goes away costs output, not a crash")
    func closedPipe() throws {
        try withTemporaryFolder { folder in
            let line = "distill train --help | head -1; echo ${PIPESTATUS[0]}"
            let outcome = try Tool.shell(line, in: folder)
            #expect(outcome.output.hasSuffix("\n0\n") && outcome.errors.isEmpty)
        }
    }
}
