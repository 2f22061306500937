import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A teacher of other classes than the data's")
struct ClassMatchTests {
    private static let animals = ["bird", "cat", "dog", "fish", "fox"]

    private func outputs(
        _ mapping: ClassMapping?, names: [String] = ["cat", "dog", "fox"],
        own: [String] = animals, isTeacher: Bool = true
    ) throws -> [Int]? {
        try ClassMatch(count: names.count, names: names, mapping: mapping).outputs(
            of: "it", outputs: own.isEmpty ? 5 : own.count, names: own, isTeacher: isTeacher)
    }

    private func mapping(_ yaml: String) throws -> ClassMapping {
        let recipe: Recipe = try RecipeTree(
            yaml: "{data: cifar10, teacher: {weights: t, classes: \(yaml)}, student: cnn}",
            file: "test"
        ).decode()
        return try #require(recipe.teacher?.classes)
    }

    @Test("is refused with both counts, and with 'classes' as the way out")
    func counts() throws {
        let error = #expect(throws: RunError.self) { try outputs(nil) }
        #expect(
            error?.description
                == "it has 5 classes, the data has 3; say in teacher.classes which of them belongs "
                + "to each class of the data")
        let student = #expect(throws: RunError.self) { try outputs(nil, isTeacher: false) }
        #expect(student?.description == "it has 5 classes, the data has 3")
    }

    @Test("is mapped by a list, by names and places, or by names alone")
    func mapped() throws {
        #expect(try outputs(mapping("[1, dog, 4]")) == [1, 2, 4])
        #expect(try outputs(mapping("[1, 2, 4]"), own: []) == [1, 2, 4])
        #expect(try outputs(mapping("{}")) == [1, 2, 4])
        #expect(
            try outputs(mapping("{kitten: cat, puppy: 2}"), names: ["fish", "kitten", "puppy"])
                == [3, 1, 2])
    }

    @Test("needs no mapping where both have the same names, in whatever order")
    func reordered() throws {
        #expect(try outputs(nil, names: Self.animals) == nil)
        #expect(
            try outputs(nil, names: ["fox", "fish", "dog", "cat", "bird"]) == [4, 3, 2, 1, 0])
        #expect(try outputs(nil, names: ["a", "b", "c", "d", "e"]) == nil)
    }

    @Test(
        "says what of a mapping does not suit",
        arguments: [
            ("[cat, dog]", "the list has 2 entries, and the data 3 classes"),
            ("[cat, dog, 5]", "it has no class 5, only 0 to 4"),
            ("[cat, dog, foxx]", "it has no class 'foxx'; did you mean 'fox'?"),
            ("{cet: 1}", "the data has no class 'cet' (did you mean 'cat'?)"),
            ("[cat, 1, fox]", "class 'cat' is given to both 'cat' and 'dog' of the data"),
        ])
    func misfits(yaml: String, reason: String) throws {
        let error = #expect(throws: RunError.self) { try outputs(mapping(yaml)) }
        #expect(error == .classMapping(what: "it", reason: reason))
    }

    @Test("whose classes have no names is mapped by places")
    func nameless() throws {
        let error = #expect(throws: RunError.self) {
            try outputs(mapping("[cat, dog, fox]"), own: [])
        }
        #expect(
            error?.description
                == "teacher.classes does not suit it: it has no class 'cat'; its classes have no "
                + "names; give places from 0 to 4")
    }

    @Test("a mapping survives a recipe written out in full")
    func roundTrip() throws {
        for yaml in ["[1, dog, 4]", "{kitten: cat, puppy: 2}", "{}"] {
            let recipe: Recipe = try RecipeTree(
                yaml: "{data: cifar10, teacher: {weights: t, classes: \(yaml)}, student: cnn}",
                file: "test"
            ).decode()
            let again: Recipe = try RecipeTree(yaml: recipe.yaml(), file: "test").decode()
            #expect(again == recipe)
        }
    }
}

@Suite("A network with some of its classes alone")
struct SelectedClassesTests {
    @Test("answers with those logits, and its head has those rows", arguments: ["mlp", "resnet8"])
    func rows(kind: String) throws {
        let training = try TinyTraining()
        var configuration = try training.data.configuration(of: ModelPlan(kind))
        configuration.classes = 6
        let whole = try ModelCatalog.builtIn.makeModel(configuration)
        whole.setTraining(false)
        let some = try whole.selecting(classes: [5, 0, 3])
        let input = try Tensor.randomNormal([4, 3, 8, 8])
        let expected = try whole(input).select(dimension: 1, indices: Tensor([Int64(5), 0, 3]))
        #expect(try (some(input) - expected).absoluteValue().maximum().item() < 1e-5)
        #expect(some.configuration.classes == 3)
        let heads = try [whole, some].map {
            try TappedNetwork($0, role: .teacher, example: input).linearHead(for: "test").weight
        }
        let rows = try heads[0].tensor.select(dimension: 0, indices: Tensor([Int64(5), 0, 3]))
        #expect(try rows.isIdentical(to: heads[1].tensor))
    }

    @Test("teaches a run from a model's folder and from a weights file, once a mapping is given")
    func runs() throws {
        let training = try TinyTraining()
        var configuration = try training.data.configuration(of: TinyTraining.network)
        configuration.classes = 5
        let teacher = try ModelCatalog.builtIn.makeModel(configuration)
        let place = ModelFolder(training.folder.url.appending(path: "big"))
        try place.write(
            teacher,
            .init(
                model: configuration, classNames: ["a", "b", "c", "d", "e"],
                normalization: training.data.pictures.plainView.normalization))
        for path in [place.url.path, place.weights.path] {
            var recipe = Recipe(
                data: TinyTraining.plan(),
                teacher: TeacherPlan(model: TinyTraining.network, weights: path),
                student: StudentPlan(model: TinyTraining.network),
                training: TrainingPlan(epochs: 1, batchSize: 12), control: false)
            let folder = training.folder.url.appending(path: "run-\(path.hasSuffix("s"))")
            let error = #expect(throws: RunError.self) { try Run.create(recipe, in: folder) }
            #expect(error?.description.contains("has 5 classes, the data has 3; say in") == true)
            recipe.teacher?.classes = .list([.index(4), .index(1), .index(0)])
            let report = try Run.create(recipe, in: folder).execute()
            #expect(report.models.map(\.role) == [.teacher, .student])
            let kept = try ModelFolder(folder.appending(path: "teacher")).describe()
            #expect(kept.model.classes == 3 && kept.classNames == training.data.classNames)
        }
    }
}
