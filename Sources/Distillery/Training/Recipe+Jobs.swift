extension Recipe {
    /// The seeds, in a row from the first.
    var allSeeds: [UInt64] { (0..<UInt64(seeds)).map { seed &+ $0 } }

    /// Student, and the control where it is wanted, would differ and has labels to learn from.
    func rolesToTrain(on data: TrainingData) -> [ModelRole] {
        let isWanted = control && !(method.method is LabelLearning)
        return isWanted && whyNoControl(on: data) == nil ? [.student, .control] : [.student]
    }

    /// Why the student cannot also be trained alone; nil where it can.
    func whyNoControl(on data: TrainingData) -> String? {
        if !type(of: method.method).usesTrainingPictures {
            return "There is no control: the method looks at no training example."
        }
        if data.labelledCount == 0 {
            return "There is no control: no training example has a label to learn from."
        }
        return nil
    }

    /// The trainings of the teachers that teach together, each with a seed of its own.
    var memberJobs: [TrainingJob] {
        (together?.together ?? []).indices.map { place in
            TrainingJob(role: .teacher, seed: ownSeed(place + 1), number: place + 1)
        }
    }

    /// The trainings of the chain.
    ///
    /// The teacher's has the recipe's seed, the assistants' have seeds of their own, and so has that of
    /// a first generation, which would be the control once more.
    var chainJobs: [TrainingJob] {
        let isTaught = together != nil
        let firstGeneration = chain.count - formerGenerations
        return chain.indices.map { place in
            if place == 0, !isTaught {
                return TrainingJob(
                    role: .teacher, seed: place < firstGeneration ? seed : ownSeed(1))
            }
            let number = isTaught ? place + 1 : place
            return TrainingJob(role: .assistant, seed: ownSeed(number + 1), number: number)
        }
    }

    /// Far from the students' seeds, which follow one another from the first.
    private func ownSeed(_ number: Int) -> UInt64 { seed &+ 1000 * UInt64(number) }
}
