import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("What is worth asking about")
struct SelectionTests {
    private struct Reference: Decodable {
        var answers: [[[Double]]]
        var scores: [String: [Double]]
        var points: [[Float]]
        var covered: [[Float]]
        var chosen: [Int]
        var chosenBesideCovered: [Int]

        static func read() throws -> Reference {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Fixtures/selection/selection.json")
            return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
        }
    }

    @Test("every score equals SciPy's and NumPy's", arguments: SelectionCatalog.scores.map(\.name))
    func scores(_ name: String) throws {
        let reference = try Reference.read()
        let score = try #require(SelectionCatalog.score(named: name))
        let wanted = try #require(reference.scores[name])
        for (answer, value) in zip(reference.answers, wanted) {
            #expect(abs(score.score(CommitteeAnswer(answer)) - value) < 1e-12)
        }
    }

    @Test("a committee that agrees has nothing to disagree about")
    func agreement() {
        let answer = CommitteeAnswer([[0.7, 0.3], [0.7, 0.3]])
        #expect(abs(DisagreementScore().score(answer)) < 1e-12)
        #expect(VoteEntropyScore().score(answer) == 0)
    }

    @Test("k-center greedy chooses the points that scikit-learn's distances give")
    func farthest() throws {
        let reference = try Reference.read()
        func tensor(_ rows: [[Float]]) throws -> Tensor {
            try Tensor(rows.flatMap(\.self), shape: [rows.count, 3])
        }
        let points = try FarthestPoints(tensor(reference.points))
        #expect(try points.choose(12, first: 5) == reference.chosen)
        #expect(
            try points.choose(12, covered: tensor(reference.covered))
                == reference.chosenBesideCovered)
        #expect(Set(try points.choose(100)).count == 40)
    }
}
