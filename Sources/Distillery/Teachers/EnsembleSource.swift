import Torch

/// Several teachers together, each found in a source of its own.
///
/// The tap `1/layer3` is `layer3` of the second teacher.
struct EnsembleSource: TeacherSource {
    let members: [any TeacherSource]
    let average: AnswerAverage
    /// The places of those whose answers are averaged.
    let averaged: [Int]

    /// Each epoch has its own: only a single teacher's answers are kept.
    var views: ViewCycle? { nil }

    func tapped() throws -> TappedNetwork { .ensemble(try members.map { try $0.tapped() }) }

    func teacher(taps: [String]) throws -> any Teacher {
        let teachers = try members.enumerated().map { place, member in
            let prefix = Self.prefix(of: place)
            return try member.teacher(
                taps: taps.filter { $0.hasPrefix(prefix) }.map {
                    String($0.dropFirst(prefix.count))
                })
        }
        return EnsembleTeacher(teachers, average: average, averaged: averaged)
    }

    /// What the paths of one teacher's taps begin with.
    static func prefix(of place: Int) -> String { "\(place)/" }
}

extension TappedNetwork {
    /// Teachers together: there are the taps of each, and none of all.
    static func ensemble(_ members: [TappedNetwork]) -> TappedNetwork {
        var together = TappedNetwork(
            name: members.map(\.name).joined(separator: "+"), role: .teacher, stages: [],
            pooled: "", head: "", shapes: [:])
        together.members = members
        return together
    }
}
