import Foundation

extension TeacherPlan {
    /// What identifies this teacher's answers: the hash of its weights, and of its `classes` where it
    /// has any.
    func hash(ofWeightsAt file: URL) throws -> String {
        let hash = try ContentHash.ofWeights(file)
        guard let classes else { return hash }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return ContentHash.of(Array(hash.utf8) + Array(try encoder.encode(classes)))
    }
}
