import ArgumentParser
import Distillery
import Foundation
import Testing

@testable import DistillCommand

@Suite("The demonstration with addresses")
struct AddressDemoTests {
    private static let flags = [
        "demo", "--task", "address", "--seeds", "1", "--threads", "1", "--output", "chain",
        "--set", "data.addresses.count=24", "--set", "training.epochs=1",
    ]

    @Test("goes from hidden words to a student that answers, and does nothing twice")
    func whole() throws {
        try withTemporaryFolder { folder in
            let outcome = try Tool.run(Self.flags, in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            for step in ["words", "teacher", "general", "student"] {
                let place = RunFolder(folder.appending(path: "chain/\(step)"))
                #expect(place.isFinished, "\(step)")
            }
            let roles = try RunReport(json: folder.appending(path: "chain/student/report.json"))
                .models.map(\.role)
            #expect(roles == [.teacher, .student, .control])
            // Two pairs, each with class, probability, time and both texts.
            let answers = outcome.output.split(separator: "\n").suffix(2)
                .map { $0.split(separator: "\t") }
            #expect(answers.allSatisfy { $0.count == 5 && $0[1].hasSuffix("%") }, "\(outcome)")
            #expect(
                answers.allSatisfy { AddressChange.classNames.contains(String($0[0])) },
                "\(outcome)")

            // What lies before the student is kept; a student that is there is not overwritten.
            try FileManager.default.removeItem(at: folder.appending(path: "chain/student"))
            let again = try Tool.run(Self.flags, in: folder)
            #expect(again.status == 0 && !again.errors.contains("Step 1"), "\(again)")
            #expect(again.errors.contains("Step 4 of 4"), "\(again)")
            #expect(try Tool.run(Self.flags, in: folder).status == 2)
        }
    }

    @Test("prints the recipes of all its runs, each beginning with the ones before")
    func recipes() throws {
        let demo = try AddressDemo(output: "here") { _, _ in }
        let documents = try demo.yaml().components(separatedBy: "---\n")
        #expect(documents.count == 4)
        #expect(documents[1].contains("start: here/words"))
        #expect(documents[3].contains("weights: here/teacher"))
        #expect(documents[3].contains("weights: here/general"))
    }

    @Test("takes no folder of data")
    func data() throws {
        try withTemporaryFolder { folder in
            let outcome = try Tool.run("demo", "--task", "address", "--data", "x", in: folder)
            #expect(outcome.status == 2 && outcome.errors.contains("--data"))
        }
    }
}
