import Testing
import Torch

@testable import Distillery

@Suite("A feature map")
struct FeatureMapTests {
    private let network = TappedNetwork(
        name: "some", role: .student, stages: [], pooled: "", head: "", shapes: [:])

    private func seen(_ shape: [Int], acceptingVectors: Bool = false) throws -> FeatureMap {
        try FeatureMap(
            Tap("blocks.1", shape), of: network, for: "nst", acceptingVectors: acceptingVectors)
    }

    @Test("is of tokens without the leading ones, row by row", arguments: [0, 1, 2])
    func tokens(leading: Int) throws {
        let count = leading + 9
        let output = try Tensor.arange(to: count * 2, scalarType: .float32)
            .reshaped([1, count, 2])
        let map = try seen([2, count, 2])
        #expect(map.tap.shape == [2, 2, 3, 3])
        let elements = try map(output).elements(as: Float.self)
        let first = (0..<9).map { Float(2 * (leading + $0)) }
        #expect(elements == first + first.map { $0 + 1 })
    }

    @Test("is laid out by the network's own grid where it has one")
    func ownGrid() throws {
        let size = ImageSize(width: 8, height: 16)
        let model = try ModelCatalog.builtIn.makeModel(
            ModelConfiguration(
                kind: "vit-tiny", classes: 3, channels: 3, imageSize: size, layers: 2, patch: 4))
        let tapped = try TappedNetwork(model, role: .teacher, example: .zeros([2, 3, 16, 8]))
        // 9 tokens, of which a square of 3 × 3 could be made.
        let map = try FeatureMap(tapped.tap("blocks.1"), of: tapped, for: "nst")
        #expect(map.tap.shape == [2, 192, 4, 2])
        #expect(try map(.zeros([5, 9, 192])).shape == [5, 192, 4, 2])
    }

    @Test("is what a convolution puts out, as it is")
    func convolution() throws {
        let output = try Tensor.random([3, 4, 2, 2])
        #expect(try seen([2, 4, 2, 2])(output) === output)
    }

    @Test("may be a vector only where that is asked for")
    func vectors() throws {
        #expect(throws: MethodError.self) { try seen([2, 4]) }
        let map = try seen([2, 4], acceptingVectors: true)
        #expect(map.channels == 4 && map.height == 1 && map.width == 1)
        #expect(try map(.zeros([3, 4])).shape == [3, 4])
    }

    @Test("cannot be of tokens that are no square, and the error says so")
    func noSquare() {
        do {
            _ = try seen([2, 12, 4])
            Issue.record("12 tokens are no square after 0, 1 or 2 leading ones")
        } catch {
            #expect("\(error)".contains("12 tokens"))
            #expect("\(error)".contains("student-taps"))
        }
    }
}
