import Foundation
import Testing
import Torch

@testable import Distillery

/// What `Fixtures/methods/make_temperature.py` computed with NumPy.
private struct TemperatureFixture: Decodable {
    struct Case: Decodable {
        var name: String
        var temperature: Temperature
        var epochs: Int?
        var values: [Double]
    }

    var student: [[Double]]
    var teacher: [[Double]]
    var byEpoch: [Case]
    var byExample: [Case]

    init() throws {
        let file = GoldenFixture.folder.deletingLastPathComponent()
            .appending(path: "temperature.json")
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }
}

@Suite("A temperature schedule gives NumPy's numbers")
struct TemperatureTests {
    private let fixture: TemperatureFixture
    private let student: Tensor
    private let teacher: Tensor

    init() throws {
        fixture = try TemperatureFixture()
        let shape = [fixture.student.count, fixture.student[0].count]
        student = try Tensor(fixture.student.flatMap(\.self), shape: shape).requireGradient()
        teacher = try Tensor(fixture.teacher.flatMap(\.self), shape: shape)
    }

    private func column(_ temperature: Temperature, epoch: Int, of epochs: Int) throws -> Tensor {
        try temperature.column(student: student, teacher: teacher, epoch: epoch, of: epochs)
    }

    @Test("in every epoch: constant, linear, cosine")
    func byEpoch() throws {
        for golden in fixture.byEpoch {
            let epochs = try #require(golden.epochs)
            try #require(golden.values.count == epochs)
            for (epoch, expected) in golden.values.enumerated() {
                let found = try column(golden.temperature, epoch: epoch, of: epochs).item()
                #expect(abs(found - expected) < 1e-12, "\(golden.name), epoch \(epoch)")
            }
        }
    }

    @Test("for every example: flsw, cwsm, their lower bound; and has no gradient")
    func byExample() throws {
        for golden in fixture.byExample {
            let column = try column(golden.temperature, epoch: 0, of: 1)
            #expect(column.shape == [golden.values.count, 1] && !column.requiresGradient)
            for (found, expected) in zip(try column.elements(as: Double.self), golden.values) {
                #expect(abs(found - expected) < 1e-12, "\(golden.name)")
            }
        }
    }

    @Test("that the soft targets then use, example by example, T² included")
    func inTheLoss() throws {
        for golden in fixture.byExample {
            let loss = try SoftTargetLoss(temperature: golden.temperature)(
                student: student, teacher: teacher)
            var expected = 0.0
            for (row, temperature) in golden.values.enumerated() {
                let single = SoftTargetLoss(temperature: .scheduled(.constant(temperature)))
                expected += try single(
                    student: student.slice(dimension: 0, from: row, to: row + 1),
                    teacher: teacher.slice(dimension: 0, from: row, to: row + 1)
                ).item()
            }
            #expect(
                try abs(loss.item() - expected / Double(golden.values.count)) < 1e-12,
                "\(golden.name)")
        }
    }
}
