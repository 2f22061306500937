import Foundation
import Testing
import Torch

@testable import Distillery

/// Numbers of an independent computation in double precision: `Fixtures/methods/golden/make.py`.
@Suite("A method gives the golden numbers, loss and gradients")
struct GoldenTests {
    /// Relative to the largest of a tensor's numbers, and to 1e-6 where all are smaller.
    private static let tolerance = 1e-5

    @Test("of its fixture", arguments: GoldenFixture.kinds.filter(isMethod))
    func golden(kind: String) throws {
        let fixture = try GoldenFixture(kind)
        try #require(!fixture.cases.isEmpty)
        for golden in fixture.cases {
            let step = try GoldenStep(golden)
            let loss = try step.loss()
            let value = try loss.item()
            #expect(
                abs(value - golden.loss) <= Self.tolerance * max(abs(golden.loss), 1e-6),
                "\(kind), \(golden.name): loss \(value), not \(golden.loss)")
            guard let gradients = golden.gradients else { continue }
            try loss.backward()
            try expect(gradients, of: step, "\(kind), \(golden.name)")
            for (path, numbers) in golden.after ?? [:] {
                let state = try #require(step.objective.state().first { $0.path == path })
                let apart = try (state.tensor - numbers.tensor()).absoluteValue().maximum().item()
                #expect(apart <= Self.tolerance, "\(kind), \(golden.name): \(path)")
            }
        }
    }

    private func expect(
        _ gradients: [String: [Double]], of step: GoldenStep, _ title: String
    ) throws {
        for (name, expected) in gradients {
            let leaf = try #require(step.leaves[name], "\(title): there is no '\(name)'")
            let found = try leaf.gradient?.elements(as: Double.self)
            let ours = found ?? [Double](repeating: 0, count: expected.count)
            try #require(ours.count == expected.count, "\(title): \(name)")
            let largest = expected.map(abs).max() ?? 0
            let apart = zip(ours, expected).map { abs($0 - $1) }.max() ?? 0
            #expect(
                apart <= Self.tolerance * max(largest, 1e-6),
                "\(title): gradient of \(name) is \(apart) away, of \(largest)")
        }
    }

    @Test("and every method of the catalog has a fixture")
    func complete() {
        let kinds = Set(GoldenFixture.kinds + GoldenLoss.kinds)
        let methods = MethodCatalog.standard.types.filter { !($0 is any Strategy.Type) }
        for type in methods where type != LabelLearning.self {
            #expect(kinds.contains(type.kind), "\(type.kind) has no golden numbers")
        }
    }

    private static func isMethod(_ kind: String) -> Bool {
        MethodCatalog.standard.types.contains { $0.kind == kind }
    }
}
