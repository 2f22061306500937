import Foundation

extension RunFolder {
    /// The recipe that the run was begun with.
    ///
    /// - Throws: `RunError.notARun` when the folder holds none.
    public func readRecipe(methods: MethodCatalog = .standard) throws -> Recipe {
        guard exists else {
            throw RunError.notARun(folder: url.path, missing: "recipe.yaml")
        }
        return try RecipeTree(contentsOf: recipe).decode(methods: methods)
    }

    /// Refuses a folder that holds something else than an empty place for this recipe's run.
    func requireFree(
        for newRecipe: Recipe, methods: MethodCatalog = .standard
    ) throws {
        let files = FileManager.default
        var isDirectory: ObjCBool = false
        guard files.fileExists(atPath: url.path, isDirectory: &isDirectory) else { return }
        guard isDirectory.boolValue else {
            throw RunError.folderInUse(folder: url.path, reason: "is a file")
        }
        if exists {
            if let former = try? readRecipe(methods: methods), former == newRecipe {
                throw isFinished
                    ? RunError.finishedRun(folder: url.path)
                    : RunError.unfinishedRun(folder: url.path)
            }
            throw RunError.folderInUse(folder: url.path, reason: "holds another run")
        }
        let foreign = try files.contentsOfDirectory(atPath: url.path).filter { $0 != ".lock" }
        if !foreign.isEmpty {
            throw RunError.folderInUse(
                folder: url.path, reason: "holds other files (\(foreign.sorted()[0]), …)")
        }
    }
}
