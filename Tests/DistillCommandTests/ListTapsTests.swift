import Foundation
import Testing

@testable import Distillery

@Suite("distill list taps") struct ListTapsTests {
    @Test("prints paths with shapes and roles; resnet20's stages are the literature's")
    func prints() throws {
        try withTemporaryFolder { folder in
            let outcome = try Tool.run("list", "taps", "resnet20", in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            let lines = outcome.output.split(separator: "\n").map { line in
                line.split(separator: " ").joined(separator: " ")
            }
            let stages = [
                "layer1 N × 16 × 32 × 32", "layer2 N × 32 × 16 × 16", "layer3 N × 64 × 8 × 8",
            ]
            #expect(lines.filter { $0.hasSuffix(" stage") } == stages.map { "\($0) stage" })
            #expect(lines.contains("flatten N × 64 pooled"))
            #expect(lines.contains("fc N × 10 head"))
        }
    }

    @Test("takes size, channels, classes and options of the network, and speaks JSON")
    func json() throws {
        try withTemporaryFolder { folder in
            let outcome = try Tool.run(
                "list", "taps", "vit-tiny", "--image-size", "64", "--channels", "1", "--classes",
                "7", "--set", "model.layers=4", "--set", "model.patch=16", "--json", in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            let taps = try JSONDecoder().decode([ModelTap].self, from: Data(outcome.output.utf8))
            let stages = taps.filter { $0.roles == [.stage] }
            #expect(stages.map(\.path) == (0..<4).map { "blocks.\($0)" })
            #expect(stages.allSatisfy { $0.shape == [17, 192] })
            #expect(taps.last == ModelTap(path: "head", shape: [7], roles: [.head]))
        }
    }

    @Test("says how the tokens of a transformer lie over the picture")
    func tokens() throws {
        try withTemporaryFolder { folder in
            let outcome = try Tool.run("list", "taps", "deit-tiny", in: folder)
            #expect(outcome.output.contains("65 tokens: 1 before the grid, 8 × 8"), "\(outcome)")
        }
    }
}
