import Foundation
import Torch

/// What all trainings of a run share: data, device, and where things are written and told.
struct TrainingEnvironment {
    var data: TrainingData
    var device: Device
    var folder: RunFolder
    var metrics: MetricsLog
    var listener: RunListener
    var stop: StopRequest
    /// The views that all epochs of student and control share; nil gives each epoch its own.
    var views: ViewCycle?
    /// What the teacher answers to the validation examples, where the students' scores are measured
    /// against it.
    var teacherAnswers: (any Answers)?
}
