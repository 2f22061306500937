import Testing
import Torch

@testable import Distillery

@Suite struct TextTeacherTests {
    @Test("DistilBERT's choice of BERT's twelve layers is the even one") func spread() throws {
        #expect(try TeacherLayers.spread.indices(student: 6, teacher: 12) == [0, 2, 4, 7, 9, 11])
        #expect(try TeacherLayers.every(2).indices(student: 6, teacher: 12) == [0, 2, 4, 6, 8, 10])
        #expect(try TeacherLayers.spread.indices(student: 1, teacher: 12) == [11])
        #expect(throws: TextError.self) {
            try TeacherLayers.every(3).indices(student: 6, teacher: 12)
        }
        #expect(throws: TextError.self) {
            try TeacherLayers.chosen([0, 1]).indices(student: 3, teacher: 12)
        }
        #expect(throws: TextError.self) {
            try TeacherLayers.chosen([-1]).indices(student: 1, teacher: 12)
        }
    }

    private func student(
        layers: Int, hidden: Int = 12, classes: Int = 3, family: TextFamily = .bert
    ) throws -> any TextNetwork {
        var configuration = TextConfiguration(
            family, vocabulary: 30, task: .classification(classes: classes))
        (configuration.width, configuration.layers, configuration.heads) = (8, layers, 2)
        (configuration.hidden, configuration.positions) = (hidden, 16)
        return try TextCatalog.makeNetwork(configuration)
    }

    @Test("a student with all of the teacher's layers is the teacher") func whole() throws {
        let teacher = try TextFixture.load("bert-classification").network
        let student = try student(layers: 2)
        #expect(try student.initialize(from: teacher) == [])
        student.setTraining(false)
        let batch = try TextFixture("bert-classification").batch()
        let (found, expected) = try withoutGradients { (try student(batch), try teacher(batch)) }
        #expect(try found.isIdentical(to: expected))
    }

    @Test("a student takes the chosen layer, and keeps a head for other classes") func part() throws
    {
        let teacher = try TextFixture.load("bert-classification").network
        let student = try student(layers: 1, classes: 4)
        let left = try student.initialize(from: teacher, layers: .chosen([1]))
        #expect(left == ["classifier.weight", "classifier.bias"])
        let own = Dictionary(student.state().map { ($0.path, $0.tensor) }) { first, _ in first }
        let given = Dictionary(teacher.state().map { ($0.path, $0.tensor) }) { first, _ in first }
        let layer = "bert.encoder.layer"
        for part in ["attention.self.query.weight", "output.LayerNorm.bias"] {
            let found = try #require(own["\(layer).0.\(part)"])
            #expect(try found.isIdentical(to: #require(given["\(layer).1.\(part)"])))
        }
    }

    @Test("layers of another width or family are errors") func misfits() throws {
        let teacher = try TextFixture.load("bert-classification").network
        #expect(throws: TextError.self) {
            try student(layers: 2, hidden: 16).initialize(from: teacher)
        }
        #expect(throws: TextError.self) {
            try student(layers: 2, family: .distilbert).initialize(from: teacher)
        }
    }
}
