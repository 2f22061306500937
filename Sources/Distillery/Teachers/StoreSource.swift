import Torch

/// A teacher of which there are only the answers, in a store of labels.
struct StoreSource: TeacherSource {
    let store: LabelStore
    private let labels: LabelledSplit
    private let device: Device

    init(_ store: LabelStore, device: Device) throws(LabelStoreError) {
        self.store = store
        labels = try store.requireLabels(of: .train)
        self.device = device
    }

    var views: ViewCycle? { ViewCycle(seed: labels.viewSeed, count: labels.views) }

    func tapped() -> TappedNetwork {
        let teacher = store.description.teacher
        return teacher.network?.tapped(name: teacher.name)
            ?? TappedNetwork(
                name: teacher.name, role: .teacher, stages: [], pooled: "", head: "", shapes: [:])
    }

    func teacher(taps: [String]) throws -> any Teacher {
        try StoredTeacher(store, taps: taps, device: device)
    }
}
