import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A network that reads addresses' divisions and coordinates")
struct AddressInputTests {
    private let place: TemporaryFolder
    private var table: URL { URL(filePath: place.path).appending(path: "pairs.csv") }

    /// Pairs of the same words: what is near, within 200 m, and what is far, a kilometre and more.
    init() throws {
        place = try TemporaryFolder()
        var random = RandomStream(7)
        var lines = ["id,a,b,label,ax,ay,bx,by"]
        for number in 0..<480 {
            let isNear = number.isMultiple(of: 2)
            let (x, y) = (116 + random.uniform(), 39 + random.uniform())
            let shift = isNear ? random.uniform(0, 0.0018) : random.uniform(0.02, 0.2)
            lines.append(
                "\(number),咖啡店,咖啡店,\(isNear ? "near" : "far"),\(x),\(y),\(x),\(y + shift)")
        }
        try Data(lines.joined(separator: "\n").utf8).write(to: table)
    }

    private func recipe(reads: Bool) -> Recipe {
        let columns = AddressPlan.Coordinates(
            longitude: "ax", latitude: "ay", pairLongitude: "bx", pairLatitude: "by", buckets: 64)
        return Recipe(
            data: DataPlan(
                dataset: "text", directory: table.path, workers: 0,
                table: TextTableOptions(
                    text: "a", pair: "b", label: "label", id: "id", valShare: 0.25),
                tokens: TokenPlan(vocabulary: 100, maxLength: 16),
                address: reads
                    ? AddressPlan(divisions: "built-in", coordinates: columns) : nil),
            student: StudentPlan(
                model: ModelPlan(
                    "transformer", dropout: 0, layers: 1, heads: 2, hiddenSize: 32,
                    address: reads ? true : nil)),
            method: LabelLearning(),
            training: TrainingPlan(
                epochs: 8, batchSize: 16,
                optimizer: OptimizerPlan(kind: .adamw, learningRate: 0.005)), control: false,
            threads: 1)
    }

    @Test("learns from coordinates what the texts do not say, and its folder knows how")
    func learns() throws {
        let folder = URL(filePath: place.path)
        func accuracy(_ name: String, reads: Bool) throws -> Double {
            let url = folder.appending(path: name)
            let report = try Run.create(recipe(reads: reads), in: url).execute()
            return try #require(report.model(.student)?.evaluations.first?.evaluation.top1)
        }
        let seen = try accuracy("reads", reads: true)
        #expect(seen > 0.95, "\(seen)")
        // The texts are all the same: one class is all that can be said.
        #expect(try accuracy("blind", reads: false) < 0.7)

        let model = RunFolder(folder.appending(path: "reads")).model(of: .student).url
        let loaded = try TextFolder(model).load().network
        let codes = try AddressCodes(folder: model)
        #expect(loaded.configuration.addressCodes == codes.count)
        let far = TextExample(
            id: ExampleID("1"), text: "咖啡店", pair: "咖啡店",
            point: GeoPoint(longitude: 116.5, latitude: 39.5),
            pairPoint: GeoPoint(longitude: 116.5, latitude: 39.6))
        var near = far
        near.pairPoint = GeoPoint(longitude: 116.5, latitude: 39.5004)
        let answers = try Predictor(at: folder.appending(path: "reads").path).answers(to: [
            far, near,
        ])
        #expect(answers.map(\.label) == ["far", "near"])
        // So does whoever else asks the folder's network, as a selection does.
        let form = try #require(try ModelFolder(model).form().form as? TextForm)
        #expect(form.address?.count == codes.count)

        let blind = RunFolder(folder.appending(path: "blind")).model(of: .student).url
        let config = try String(contentsOf: blind.appending(path: "config.json"), encoding: .utf8)
        #expect(!config.contains("address"))
        #expect(!FileManager.default.fileExists(atPath: blind.appending(path: "address.json").path))

        // A network that reads them needs the same ones.
        var other = recipe(reads: true)
        other.student?.weights = model.path
        _ = try other.requireFit(to: TrainingData(other.resolvedData, device: .cpu))
        other.data.address?.coordinates?.buckets = 32
        let error = #expect(throws: RunError.self) {
            try other.requireFit(to: TrainingData(other.resolvedData, device: .cpu))
        }
        #expect("\(try #require(error))".contains("the data gives others"))
    }

    @Test("is refused where data and networks do not go together")
    func refusals() throws {
        var unread = recipe(reads: true)
        unread.student?.model.address = nil
        let data = try TrainingData(unread.data, device: .cpu)
        let error = #expect(throws: RunError.self) { try unread.requireFit(to: data) }
        #expect("\(try #require(error))".contains("address: true"))

        var blind = recipe(reads: false)
        blind.student?.model.address = true
        let words = #expect(throws: RunError.self) {
            try blind.requireFit(to: TrainingData(blind.data, device: .cpu))
        }
        #expect("\(try #require(words))".contains("data.address"))

        var recurrent = recipe(reads: true)
        recurrent.student?.model = ModelPlan("bilstm", address: true)
        let kind = #expect(throws: TextError.self) {
            try recurrent.requireFit(to: TrainingData(recurrent.data, device: .cpu))
        }
        #expect("\(try #require(kind))".contains("bert, roberta"))
        #expect(throws: RecipeError.self) {
            try RecipeTree(yaml: "data: {dataset: text, address: {}}", file: "r").decode() as Recipe
        }
    }

    @Test("reads points of a table, and counts rows whose points are none")
    func points() throws {
        let file = URL(filePath: place.path).appending(path: "points.csv")
        try Data("text,x,y\na,116.5,39.5\nb,,\nc,516.5,39.5\nd,1,\n".utf8).write(to: file)
        var options = TextTableOptions(text: "text")
        options.coordinates = .init(longitude: "x", latitude: "y")
        options.valShare = 0
        let splits = try TextSplits(file.path, options: options)
        #expect(splits.damaged.count == 2)
        #expect(
            try splits[.train].examples.map(\.point)
                == [GeoPoint(longitude: 116.5, latitude: 39.5), nil])
    }

    @Test("gives the same answer however far a text is padded")
    func padding() throws {
        let configuration = {
            var made = TextConfiguration(.bert, vocabulary: 20, task: .classification(classes: 3))
            (made.width, made.layers, made.heads, made.hidden) = (16, 2, 2, 32)
            made.addressCodes = 9
            return made
        }()
        let network = try TextCatalog.makeNetwork(configuration)
        network.setTraining(false)
        let encoding = TokenEncoding(ids: [2, 7, 3], segments: [0, 0, 0])
        func answer(_ length: Int, _ numbers: [Int]) throws -> [Float] {
            let tokens = try [encoding].padded(to: .exactly(length), padding: 0)
                .adding([encoding.rows((numbers, numbers), length: length)], rows: numbers.count)
            return try withoutGradients { try network(tokens.tensor()).floats() }
        }
        let short = try answer(3, [4, 8])
        for (one, other) in zip(short, try answer(9, [4, 8])) { #expect(abs(one - other) < 1e-5) }
        #expect(short != (try answer(3, [4, 7])))
        // No numbers are the same as no rows.
        let bare = try withoutGradients {
            try network([encoding].padded(to: .longest, padding: 0).tensor()).floats()
        }
        for (one, other) in zip(bare, try answer(3, [0, 0])) { #expect(abs(one - other) < 1e-6) }
    }
}
