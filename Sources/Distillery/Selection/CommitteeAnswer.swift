import Foundation

/// What several models answered to one example: a probability of each class from each of them.
///
/// One model alone is a committee of one.
public struct CommitteeAnswer: Sendable, Equatable {
    /// A row for each member, a probability for each class.
    public let members: [[Double]]

    /// - Precondition: there is a member, and all speak of the same classes.
    public init(_ members: [[Double]]) {
        precondition(Set(members.map(\.count)).count == 1, "members speak of the same classes")
        self.members = members
    }

    /// The mean of the members' probabilities.
    public var consensus: [Double] {
        members[0].indices.map { label in
            members.reduce(0) { $0 + $1[label] } / Double(members.count)
        }
    }

    /// The share of the members that chose each class; the first of classes that are as likely.
    public var votes: [Double] {
        var votes = [Double](repeating: 0, count: members[0].count)
        for member in members {
            let choice = member.firstIndex(of: member.max() ?? 0) ?? 0
            votes[choice] += 1 / Double(members.count)
        }
        return votes
    }
}

/// The entropy of probabilities, in nats.
func entropy(_ probabilities: [Double]) -> Double {
    -probabilities.reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 }
}
