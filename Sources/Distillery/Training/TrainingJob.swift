/// Which of a run's trainings: the part its model plays, and the seed.
public struct TrainingJob: Hashable, Sendable, Codable, CustomStringConvertible {
    public var role: ModelRole
    public var seed: UInt64
    /// Which of several networks of the same role, from 1; nil where there is one.
    public var number: Int?

    public init(role: ModelRole, seed: UInt64, number: Int? = nil) {
        self.role = role
        self.seed = seed
        self.number = number
    }

    /// Whether another seed's model of the same role is the one that a run keeps.
    func isRepetition(of first: UInt64) -> Bool {
        (role == .student || role == .control) && seed != first
    }

    /// As folders and progress lines name it: `student-1` by the seed, `assistant-2` by the number.
    public var description: String {
        number.map { "\(role.rawValue)-\($0)" } ?? "\(role.rawValue)-\(seed)"
    }
}
