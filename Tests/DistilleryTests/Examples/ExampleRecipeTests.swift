import Foundation
import Testing

@testable import Distillery

@Suite("An example recipe")
struct ExampleRecipeTests {
    static let files: [String] = {
        let folder = RepositoryFile.root.appending(path: "Examples").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted()
    }()

    private func recipe(_ file: String) throws -> Recipe {
        try RecipeTree(yaml: RepositoryFile.text("Examples/\(file)"), file: file).decode()
    }

    @Test("is there for every use that the documentation names")
    func allAreThere() {
        let expected = [
            "cifar10-resnet34-mobilenetv2", "cifar10-resnet56-mobilenetv2",
            "cifar100-resnet32x4-resnet8x4", "demo", "fashion-mnist-cnn", "fashion-mnist-compare",
            "own-folders", "progressive-shrinking", "stored-labels", "synthetic-quick",
            "teacher-assistant", "teacher-classes", "teachers-together",
        ]
        #expect(Set(Self.files).isSuperset(of: expected.map { "\($0).yaml" }))
    }

    @Test("is there for every method, and uses it")
    func everyMethod() throws {
        func kinds(_ method: any Method) -> [String] {
            let inner = (method as? any Strategy)?.methods ?? []
            return [type(of: method).kind] + inner.flatMap { kinds($0.method) }
        }
        let used = Set(try Self.files.flatMap { kinds(try recipe($0).method.method) })
        for type in MethodCatalog.standard.types where type != LabelLearning.self {
            #expect(used.contains(type.kind), "no example uses \(type.kind)")
        }
    }

    @Test("decodes strictly, and its first line is the command that runs it", arguments: files)
    func decodes(_ file: String) throws {
        _ = try recipe(file)
        let first = try RepositoryFile.text("Examples/\(file)").prefix { $0 != "\n" }
        #expect(first.hasPrefix("# distill "))
        #expect(first.contains("Examples/\(file)"))
    }

    @Test(
        "is there for every step of an example of several, and decodes strictly",
        arguments: ["1-words", "2-teacher", "3-general", "4-student", "5-grown"])
    func steps(_ name: String) throws {
        let recipe = try recipe("address-matching/\(name).yaml")
        #expect(recipe.name.map { name.hasSuffix($0) } == true)
    }

    @Test("names models and data that the catalogs have", arguments: files)
    func isInTheCatalogs(_ file: String) throws {
        let recipe = try recipe(file)
        if !recipe.data.isText {
            _ = try DatasetCatalog.builtIn.kind(named: recipe.data.dataset)
        }
        let teachers = (recipe.together?.together ?? []) + recipe.chain
        let plans = (teachers.map(\.model) + [recipe.student?.model]).compactMap(\.self)
        // Who comes with weights may leave the network to their folder; who is elsewhere has none here.
        let named = teachers.count { plan in
            plan.elsewhere == nil && (plan.weights == nil || plan.model != nil)
        }
        #expect(plans.count == named + 1)
        #expect(recipe.hasTeacher == recipe.method.method.needsTeacher)
        for plan in plans {
            guard !recipe.data.isText else {
                let text = try TextCatalog.builtIn.entry(named: plan.kind)
                _ = try text.configuration(
                    vocabulary: 1000, task: .classification(classes: 3),
                    options: plan.textOptions())
                continue
            }
            let entry = try ModelCatalog.builtIn.entry(named: plan.kind)
            let size = ImageSize(width: 32, height: 32)
            let configuration = plan.configuration(classes: 10, channels: 3, imageSize: size)
            #expect(configuration.options.isSubset(of: entry.options))
        }
    }

    @Test("means the same once a run has written it out in full", arguments: files)
    func survivesResolving(_ file: String) throws {
        let recipe = try recipe(file)
        let resolved: Recipe = try RecipeTree(yaml: recipe.yaml(), file: file).decode()
        #expect(resolved == recipe)
    }
}
