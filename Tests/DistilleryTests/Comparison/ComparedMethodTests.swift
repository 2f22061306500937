import Testing

@testable import Distillery

@Suite("The methods of a comparison")
struct ComparedMethodTests {
    private func recipe(_ compare: String) throws -> Recipe {
        let yaml = """
            data: synthetic
            teacher: resnet8
            student: cnn
            method: {kind: kd, temperature: 2}
            compare: \(compare)
            """
        return try RecipeTree(yaml: yaml, file: "recipe").decode()
    }

    private func labels(_ compare: String) throws -> [String] {
        try #require(try recipe(compare).compare).labelled().map(\.label)
    }

    @Test("stand by name, with options, several at once, and with a label of their own")
    func forms() throws {
        let list = try #require(
            try recipe("[dist, {kind: kd, alpha: 0.5, label: half}, kd+dist, {methods: [kd, dkd]}]")
                .compare)
        #expect(list[0] == ComparedMethod(CorrelationDistillation()))
        #expect(list[1] == ComparedMethod(KnowledgeDistillation(alpha: 0.5), label: "half"))
        let both = CombinedMethod([KnowledgeDistillation(), CorrelationDistillation()])
        #expect(list[2] == ComparedMethod(both))
        #expect(try list.labelled().map(\.label) == ["dist", "half", "kd+dist", "kd+dkd"])
    }

    @Test("take the recipe's own options where only the name is said")
    func ownOptions() throws {
        let list = try #require(try recipe("[kd, {kind: kd}]").compare)
        #expect(list[0] == ComparedMethod(KnowledgeDistillation(temperature: 2)))
        #expect(list[1] == ComparedMethod(KnowledgeDistillation()))
        #expect(try recipe("kd").compare?.count == 1)
    }

    @Test("have a number where a name is taken")
    func numbers() throws {
        #expect(
            try labels("[kd, {kind: kd, alpha: 0.1}, {kind: kd, alpha: 0.2}]")
                == ["kd", "kd-2", "kd-3"])
        #expect(
            try labels("[{kind: dist, label: kd}, kd, {kind: kd, alpha: 0.1, label: kd-2}]")
                == ["kd", "kd-3", "kd-2"])
    }

    @Test("mean the same once the recipe has been written out in full")
    func roundTrip() throws {
        let first = try recipe("[kd, kd+dist, {kind: dkd, beta: 2, label: mild}]")
        let second: Recipe = try RecipeTree(yaml: first.yaml(), file: "recipe").decode()
        #expect(second == first)
    }

    @Test(
        "are refused where the list makes no sense",
        arguments: [
            ("[]", "lacks the key 'compare'"), ("[kd, kd]", "'kd' a second time"),
            ("[labels]", "the control learns from labels"), ("[kdd]", "did you mean 'kd'"),
            ("[{kind: kd, alhpa: 1}]", "did you mean 'alpha'"),
            ("[{kind: kd, label: a/b}]", "a folder's name"),
            ("[{kind: kd, label: control}]", "other than teacher, teacher-labels, control"),
            ("[{kind: kd, label: a}, {kind: dist, label: a}]", "a label each"),
            ("[{methods: [kd]}]", "two methods or more"),
        ])
    func refused(_ list: String, _ says: String) throws {
        do {
            _ = try labels(list)
            Issue.record("\(list) is taken")
        } catch {
            #expect("\(error)".contains(says), "\(error)")
        }
    }
}
