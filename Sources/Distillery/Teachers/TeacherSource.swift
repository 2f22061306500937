import Torch

/// Where the students of a run find their teacher: in this process, or in a store.
protocol TeacherSource {
    /// The teacher as methods see it when they are set between the two networks.
    func tapped() throws -> TappedNetwork

    /// The teacher that answers with the outputs of these layers beside its logits.
    func teacher(taps: [String]) throws -> any Teacher

    /// The views that students see over and over; nil where every epoch has its own.
    var views: ViewCycle? { get }
}
