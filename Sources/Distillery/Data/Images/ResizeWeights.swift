/// Which samples make up each resized sample along one side, and with what weights.
struct ResizeWeights {
    /// Bits behind the point: 8 for the samples and 2 to spare are left of 32.
    private static let precision: Int32 = 22

    private var inputCount = 0
    private var outputCount = 0
    /// The most samples that one resized sample takes.
    private var reach = 0
    private var starts: [Int] = []
    private var lengths: [Int] = []
    private var weights: [Int32] = []

    /// Computes the weights of a triangle filter; quick when they are those of the last call.
    mutating func prepare(from inputCount: Int, to outputCount: Int) {
        guard self.inputCount != inputCount || self.outputCount != outputCount else { return }
        self.inputCount = inputCount
        self.outputCount = outputCount
        let scale = Double(inputCount) / Double(outputCount)
        let support = max(scale, 1)
        reach = Int(support.rounded(.up)) * 2 + 1
        starts = [Int](repeating: 0, count: outputCount)
        lengths = [Int](repeating: 0, count: outputCount)
        weights = [Int32](repeating: 0, count: outputCount * reach)
        var triangle = [Double](repeating: 0, count: reach)
        for output in 0..<outputCount {
            let center = (Double(output) + 0.5) * scale
            let start = max(0, Int(center - support + 0.5))
            let end = min(inputCount, Int(center + support + 0.5))
            var sum = 0.0
            for input in start..<end {
                let distance = abs((Double(input) - center + 0.5) / support)
                triangle[input - start] = max(0, 1 - distance)
                sum += triangle[input - start]
            }
            starts[output] = start
            lengths[output] = end - start
            for offset in 0..<end - start {
                let share = triangle[offset] / sum
                weights[output * reach + offset] = Int32(
                    share * Double(1 << Self.precision) + 0.5)
            }
        }
    }

    /// One row of samples resized along the row.
    func mixColumns(
        _ source: UnsafeBufferPointer<UInt8>, channels: Int,
        into target: UnsafeMutableBufferPointer<UInt8>
    ) {
        weights.withUnsafeBufferPointer { weights in
            for output in 0..<outputCount {
                let start = starts[output]
                let length = lengths[output]
                for channel in 0..<channels {
                    var sum: Int32 = 1 << (Self.precision - 1)
                    for offset in 0..<length {
                        sum &+=
                            Int32(source[(start + offset) * channels + channel])
                            &* weights[output * reach + offset]
                    }
                    target[output * channels + channel] = Self.sample(sum)
                }
            }
        }
    }

    /// Rows of `stride` samples each, resized across the rows.
    func mixRows(
        _ source: UnsafeBufferPointer<UInt8>, stride: Int,
        into target: UnsafeMutableBufferPointer<UInt8>
    ) {
        weights.withUnsafeBufferPointer { weights in
            for output in 0..<outputCount {
                let start = starts[output]
                let length = lengths[output]
                for column in 0..<stride {
                    var sum: Int32 = 1 << (Self.precision - 1)
                    for offset in 0..<length {
                        sum &+=
                            Int32(source[(start + offset) * stride + column])
                            &* weights[output * reach + offset]
                    }
                    target[output * stride + column] = Self.sample(sum)
                }
            }
        }
    }

    /// Weights are never negative, so that the only way out of range is a rounding upwards.
    private static func sample(_ sum: Int32) -> UInt8 {
        UInt8(min(255, sum >> precision))
    }
}
