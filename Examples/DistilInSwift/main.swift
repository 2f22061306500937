import Distillery
import Foundation
import Torch

let recipe = Recipe(
    data: DataPlan(dataset: "synthetic", synthetic: .init(count: 1000, classes: 5, size: 16)),
    teacher: TeacherPlan(model: ModelPlan("resnet8")),
    student: StudentPlan(model: ModelPlan("cnn")),
    method: KnowledgeDistillation(temperature: 4, alpha: 0.9),
    training: TrainingPlan(epochs: 4))
let run = try Run.create(recipe, in: URL(filePath: "runs/first"))
print(try run.execute().summary)

// The student alone, as another program loads it, answers to three pictures.
let (student, description) = try run.folder.model(of: .student).load()
let data = try TrainingData(recipe.data, device: .cpu)
let pictures = data.form.batches(
    BatchRequest(
        dataset: data.validation, asTraining: false,
        order: EpochOrder(plain: data.validation.count, batchSize: 3)), device: .cpu)
if let batch = try pictures.next() {
    let logits = try withoutGradients { try student(batch.inputs) }
    let answers: [Int64] = try logits.argmax(dimension: 1).elements()
    for (id, answer) in zip(batch.ids, answers) { print(id, description.classNames[Int(answer)]) }
}
