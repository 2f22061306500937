import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A teacher of pictures over HTTP")
struct PictureTeacherTests {
    @Test("gets each picture as a PNG, and teaches a student that sees other views of it")
    func pictures() throws {
        let server = try TeacherServer { request, _ in
            let images = request.body["images"]?.list?.compactMap(\.text) ?? []
            let rows = images.map { image -> String in
                let bytes = Data(base64Encoded: image).map(Array.init) ?? []
                // The signature of PNG, and the width in the header's first four bytes.
                let isPNG = bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) && bytes[19] == 8
                return isPNG ? "[3, 2, 1]" : "[0, 0, 0]"
            }
            return .answer("[\(rows.joined(separator: ", "))]")
        }
        let place = try TemporaryFolder()
        let teacher = TeacherPlan(
            http: HTTPTeacherPlan(
                HTTPSettings(url: server.url), request: #"{"images": "{images}"}"#,
                reading: ScorePlan(kind: .logits)))
        let recipe = Recipe(
            data: DataPlan(
                dataset: "synthetic", synthetic: .init(count: 24, classes: 3, size: 8),
                augmentation: try Augmentation([Crop(padding: 1), Flip()]), workers: 0),
            teacher: teacher, student: StudentPlan(model: ModelPlan("mlp", hidden: [8])),
            training: TrainingPlan(epochs: 2, batchSize: 8), control: false, threads: 1)
        let url = URL(filePath: place.path).appending(path: "run")
        _ = try Run.create(recipe, in: url).execute()
        // 24 and 6 pictures, up to 16 at once.
        #expect(server.requests.count == 3)
        let store = try LabelStore(url.appending(path: "labels"))
        let data = try TrainingData(recipe.data, device: .cpu)
        #expect(try store.answer(to: [data.train.id(at: 20)]).logits.floats() == [3, 2, 1])
        #expect(store.isOfWholeExamples)
    }
}
