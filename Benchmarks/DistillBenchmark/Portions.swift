import Distillery
import Foundation

/// The talk with the program that compares: a count comes in, the time that so much work took goes out.
///
/// A line of JSON each. Between two counts the process sleeps, so that sides can take turns.
enum Portions {
    struct Answer: Encodable {
        var seconds: Double
        /// Whatever shows that both sides compute the same.
        var losses: [Double]
    }

    struct Farewell: Encodable { var peakMemoryBytes: Int }

    /// Does as many units of work as each line of standard input says, until there are no more.
    static func serve(_ unit: () throws -> Double) throws {
        while let line = readLine(), let count = Int(line) {
            let begun = ContinuousClock.now
            var losses: [Double] = []
            for _ in 0..<count { losses.append(try unit()) }
            let time = (ContinuousClock.now - begun).components
            try say(
                Answer(
                    seconds: Double(time.seconds) + Double(time.attoseconds) * 1e-18,
                    losses: losses))
        }
        try say(Farewell(peakMemoryBytes: ProcessMemory.peakBytes))
    }

    private static func say(_ answer: some Encodable) throws {
        try FileHandle.standardOutput.write(
            contentsOf: try JSONEncoder().encode(answer) + Data("\n".utf8))
    }
}
