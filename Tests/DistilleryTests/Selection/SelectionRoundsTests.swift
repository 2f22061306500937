import Foundation
import Testing

@testable import Distillery

@Suite("Rounds of choosing texts for a teacher elsewhere")
struct SelectionRoundsTests {
    private func rounds(
        _ texts: ElsewhereData, _ server: TeacherServer, strategies: [String] = ["margin"],
        rounds: Int = 2
    ) throws -> SelectionRounds {
        var recipe = texts.recipe(server.plan())
        recipe.select = SelectionPlan(
            strategies: try strategies.map(SelectionStrategy.init(named:)), start: 6, count: 4,
            rounds: rounds)
        return try SelectionRounds.open(recipe, in: texts.folder.appending(path: "rounds"))
    }

    private func chosen(_ texts: ElsewhereData, _ place: String) throws -> [String] {
        try ChosenList(contentsOf: texts.folder.appending(path: "rounds/\(place).txt")).ids
            .map(\.text)
    }

    @Test("ask it about the chosen examples and the validation's alone, each once")
    func asked() throws {
        let texts = try ElsewhereData()
        let server = try TeacherServer { request, _ in .answer(TeacherServer.rows(of: request)) }
        let report = try rounds(texts, server).execute()
        #expect(report.failures.isEmpty && report.runs.count == 5)
        #expect(report.random.points.map(\.asked) == [6, 10, 14])
        #expect(report.strategies[0].points.allSatisfy { $0.score != nil && $0.macroF1 != nil })

        let start = try chosen(texts, "start/seed-1")
        var all = Set(start)
        for strategy in ["random", "margin"] {
            let (first, second) = (
                try chosen(texts, "\(strategy)/seed-1/round-1"),
                try chosen(texts, "\(strategy)/seed-1/round-2")
            )
            #expect(Array(first.prefix(6)) == start && Array(second.prefix(10)) == first)
            #expect(Set(second).count == 14)
            all.formUnion(second)
        }
        #expect(all.count < texts.trainCount)
        #expect(server.texts.count == all.count + 10 && Set(server.texts).count == all.count + 10)

        // Carried out again, nothing is asked; a strategy more asks about what it chose.
        let before = server.texts.count
        #expect(try rounds(texts, server).execute() == report)
        #expect(server.texts.count == before)
        let more = try rounds(texts, server, strategies: ["margin", "diversity"], rounds: 3)
            .execute()
        #expect(more.runs.count == 10)
        #expect(Set(server.texts).count == server.texts.count)
        #expect(more.strategies.first { $0.strategy == "margin" }?.points.count == 4)
    }

    @Test("are refused before anything is asked where there are too few examples, or another task")
    func refused() throws {
        let texts = try ElsewhereData()
        let server = try TeacherServer { request, _ in .answer(TeacherServer.rows(of: request)) }
        #expect(throws: SelectionError.tooFew(wanted: 46, found: 30, pool: "text")) {
            try rounds(texts, server, rounds: 10)
        }
        #expect(!FileManager.default.fileExists(atPath: texts.path("rounds")))
        var recipe = texts.recipe(TeacherPlan(weights: "nowhere"))
        recipe.data.task = .maskedWords
        recipe.select = SelectionPlan(
            strategies: [try SelectionStrategy(named: "margin")], start: 1, count: 1, rounds: 1)
        #expect(throws: SelectionError.self) {
            try SelectionRounds.open(recipe, in: texts.folder.appending(path: "rounds"))
        }
        #expect(server.texts.isEmpty)
    }

    @Test("choose from the texts of a pool, which a labeller is given without labels")
    func pool() throws {
        let texts = try ElsewhereData()
        let server = try TeacherServer { request, _ in .answer(TeacherServer.rows(of: request)) }
        _ = try rounds(texts, server, rounds: 1).execute()
        let lines = ["text\tlabel"] + (100..<130).map { "text \($0)\todd" }
        try Data(lines.joined(separator: "\n").utf8).write(
            to: texts.folder.appending(path: "pool.tsv"))
        let run = texts.folder.appending(path: "rounds/margin/seed-1/round-1")
        let asked = texts.folder.appending(path: "asked.txt")
        try Data("pool.tsv:2\npool.tsv:3\n".utf8).write(to: asked)
        let task = SelectionTask(
            run: run, strategy: try SelectionStrategy(named: "margin"), count: 5,
            pool: texts.path("pool.tsv"), asked: [asked], threads: 1)
        let selected = try task.carryOut()
        #expect(selected.candidates == 28 && selected.examples.count == 5)
        #expect(selected.models == ["student, seed 1"])
        #expect(selected.examples.allSatisfy { $0.text?.hasPrefix("text 1") == true })
        let scores = selected.examples.compactMap(\.score)
        #expect(scores == scores.sorted(by: >) && scores.count == 5)
        let files = try selected.write(to: texts.folder.appending(path: "ask.tsv"))
        let table = try String(contentsOf: files[0], encoding: .utf8).split(separator: "\n")
        #expect(table[0] == "id\ttext\tscore" && table.count == 6 && !table[1].contains("odd"))
        #expect(try ChosenList(contentsOf: files[1]).ids == selected.examples.map(\.id))

        // Of its own data, what the run learned from is left out.
        var own = task
        (own.pool, own.asked, own.count) = (nil, [], 20)
        let rest = try own.carryOut()
        #expect(rest.candidates == 20)
        let learned = Set(try chosen(texts, "margin/seed-1/round-1"))
        #expect(learned.isDisjoint(with: rest.examples.map(\.id.text)))
        own.count = 21
        #expect(throws: SelectionError.tooFew(wanted: 21, found: 20, pool: "text")) {
            try own.carryOut()
        }
        own.strategy = try SelectionStrategy(named: "disagreement")
        #expect(throws: SelectionError.self) { try own.carryOut() }
    }
}
