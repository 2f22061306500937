import Foundation

extension RunFolder {
    /// The list of the examples that the run learns from, where they were chosen: its own copy.
    public var chosen: URL { url.appending(path: "chosen.txt") }

    private var keepsList: Bool { FileManager.default.fileExists(atPath: chosen.path) }

    /// Copies the list that a plan names, so that the run goes on with it wherever list or folder go.
    func keepList(of plan: DataPlan) throws {
        guard !keepsList, let list = try plan.chosenList else { return }
        try ChosenList.write(list.ids, to: chosen)
    }

    /// A plan with the run's own copy in the place of the list that it was begun with.
    func withOwnList(_ plan: DataPlan) -> DataPlan {
        guard plan.chosen != nil, keepsList else { return plan }
        var plan = plan
        plan.chosen = chosen.path
        return plan
    }
}
