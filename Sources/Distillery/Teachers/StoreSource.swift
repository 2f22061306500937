import Torch

/// A teacher of which there are only the answers, in a store of labels.
struct StoreSource: TeacherSource {
    let store: LabelStore
    /// Those of the store's views that epochs go through.
    let views: ViewCycle?
    private let device: Device

    init(_ store: LabelStore, views: ViewCycle?, device: Device) {
        self.store = store
        self.views = views
        self.device = device
    }

    func tapped() -> TappedNetwork { store.tappedTeacher }

    func teacher(taps: [String]) throws -> any Teacher {
        try StoredTeacher(store, taps: taps, device: device)
    }
}
