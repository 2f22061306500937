import ArgumentParser
import Distillery

extension RecipeTree {
    /// Sets keys to values from texts such as `training.optimizer.momentum=0.95`.
    mutating func set(_ assignments: [String]) throws {
        for assignment in assignments {
            let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--set takes key=value, found '\(assignment)'")
            }
            try set(parts[0], to: parts[1])
        }
    }
}
