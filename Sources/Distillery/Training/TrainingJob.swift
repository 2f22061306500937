/// Which of a run's trainings: the part its model plays, and the seed.
public struct TrainingJob: Hashable, Sendable, Codable, CustomStringConvertible {
    public var role: ModelRole
    public var seed: UInt64

    public init(role: ModelRole, seed: UInt64) {
        self.role = role
        self.seed = seed
    }

    /// As folders and progress lines name it: `student-1`.
    public var description: String { "\(role.rawValue)-\(seed)" }
}
