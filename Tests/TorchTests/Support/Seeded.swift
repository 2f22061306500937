import Foundation
import Torch

private let seeding = NSLock()

/// How far what `body` draws after seeding the engine's generator is from what another program drew.
///
/// All tests of a process share one generator and run side by side. A draw that another test cut
/// into is far off, so it is made again, a limited number of times, and the best one counts.
func differenceAfterSeeding(
    _ seed: UInt64, from reference: [Tensor], _ body: () throws -> [Tensor]
) throws -> Double {
    var smallest = Double.infinity
    for _ in 0..<100 where smallest > 5e-5 {
        let drawn = try seeding.withLock {
            try RandomGenerator.seed(seed)
            return try body()
        }
        guard drawn.count == reference.count else { return .infinity }
        let differences = try zip(drawn, reference).map { try difference($0, $1) }
        smallest = min(smallest, differences.max() ?? 0)
    }
    return smallest
}
