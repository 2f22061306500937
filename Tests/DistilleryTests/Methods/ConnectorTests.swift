import Testing
import Torch

@testable import Distillery

@Suite("A connector")
struct ConnectorTests {
    private func inferred(_ student: [Int], _ teacher: [Int]) throws -> Connector {
        try Connector.inferred(
            from: Tap("layer1", [2] + student), to: Tap("layer2", [2] + teacher), for: "fitnet")
    }

    /// Kernel and parameters as `ConvReg` of RepDistiller makes them: weight, bias, and two a channel
    /// of the batch normalisation.
    @Test(
        "turns the student's shape into the teacher's by FitNet's rules",
        arguments: [
            ([16, 8, 8], [32, 8, 8], "1×1 convolution", 16 * 32 + 3 * 32),
            ([16, 16, 16], [32, 8, 8], "3×3 convolution of stride 2", 9 * 16 * 32 + 3 * 32),
            ([16, 4, 4], [32, 8, 8], "transposed 4×4 convolution of stride 2", 16 * 512 + 96),
            ([16, 8, 8], [32, 5, 5], "4×4 convolution", 16 * 512 + 96),
            ([16, 8, 6], [32, 5, 5], "4×2 convolution", 8 * 512 + 96),
            ([16], [32], "linear layer", 16 * 32 + 32),
            ([16, 8, 8], [16, 8, 8], "identity", 0),
        ])
    func forms(student: [Int], teacher: [Int], form: String, parameters: Int) throws {
        let connector = try inferred(student, teacher)
        #expect(connector.form == form)
        #expect(connector.parameterCount == parameters)
        #expect(connector.isIdentity == (parameters == 0))
        let output = try connector(.random([2] + student))
        #expect(output.shape == [2] + teacher)
    }

    @Test("costs the multiply-adds that a recording of it counts")
    func cost() throws {
        for (student, teacher) in [
            ([16, 8, 8], [32, 8, 8]), ([16, 16, 16], [32, 8, 8]), ([16, 4, 4], [32, 8, 8]),
            ([16, 8, 6], [32, 5, 5]), ([16], [32]),
        ] {
            let connector = try inferred(student, teacher)
            connector.setTraining(false)
            let graph = try withoutGradients {
                try Graph.trace(connector, inputs: [.zeros([1] + student)])
            }
            #expect(connector.multiplyAdds == graph.cost.multiplyAdds)
        }
    }

    @Test("names shapes and the way out where none fits")
    func unlike() {
        #expect(throws: MethodError.self) { try inferred([16, 3, 3], [16, 8, 8]) }
        #expect(throws: MethodError.self) { try inferred([16, 8, 8], [16]) }
        do {
            _ = try inferred([16, 3, 3], [32, 8, 8])
        } catch {
            let text = "\(error)"
            #expect(text.contains("layer1 (16 × 3 × 3)") && text.contains("layer2 (32 × 8 × 8)"))
            #expect(text.contains("student-taps"))
        }
    }

    @Test("projects maps of any size to the teacher's channels")
    func projection() throws {
        let connector = try Connector.projection(
            from: Tap("a", [2, 3, 5, 5]), to: Tap("b", [2, 7, 2, 2]), activation: .relu)
        let output = try connector(.random([2, 3, 5, 5]))
        #expect(output.shape == [2, 7, 5, 5])
        #expect(try output.minimum().item() == 0)
        #expect(connector.parameterCount == 21 + 14)
        #expect(connector.namedParameters().map(\.path) == ["conv.weight", "bn.weight", "bn.bias"])
    }
    @Test("projects vectors to the teacher's width")
    func vectors() throws {
        let connector = try Connector.projection(from: Tap("a", [2, 3]), to: Tap("b", [2, 7]))
        #expect(try connector(.random([2, 3])).shape == [2, 7])
        #expect(connector.form == "linear layer without bias" && connector.multiplyAdds == 21)
        #expect(connector.parameterCount == 21 + 14)
    }
}
