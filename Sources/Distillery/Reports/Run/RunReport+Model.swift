extension RunReport {
    /// A model of the run, evaluated once for every seed it was trained with.
    public struct Model: Codable, Sendable, Equatable {
        public var role: ModelRole
        /// The model's name in the catalog.
        public var name: String
        /// The evaluations, one a seed; a teacher that was trained elsewhere has one.
        public var evaluations: [SeedEvaluation]

        public init(role: ModelRole, name: String, evaluations: [SeedEvaluation]) {
            self.role = role
            self.name = name
            self.evaluations = evaluations
        }

        /// Mean and deviation over the seeds of one figure, such as `\.top1`.
        ///
        /// Nil when there is no evaluation.
        public func spread(_ figure: (ModelEvaluation) -> Double) -> Spread? {
            Spread(evaluations.map { figure($0.evaluation) })
        }

        /// Mean and deviation over the evaluations that have the figure, such as `\.agreement`.
        public func spread(_ figure: (ModelEvaluation) -> Double?) -> Spread? {
            Spread(evaluations.compactMap { figure($0.evaluation) })
        }
    }

    /// The evaluation of the training that ran with one seed.
    public struct SeedEvaluation: Codable, Sendable, Equatable {
        /// Nil where no seed had a part, as for weights from a file.
        public var seed: UInt64?
        public var evaluation: ModelEvaluation

        public init(seed: UInt64?, evaluation: ModelEvaluation) {
            self.seed = seed
            self.evaluation = evaluation
        }
    }

    /// The measurements of one training, in the order of their steps.
    public struct Curve: Codable, Sendable, Equatable {
        public var role: ModelRole
        public var seed: UInt64?
        public var points: [MetricPoint]

        public init(role: ModelRole, seed: UInt64?, points: [MetricPoint]) {
            self.role = role
            self.seed = seed
            self.points = points
        }

        /// The curves of a whole log, one for each role and seed, in the order they began.
        public static func all(of points: [MetricPoint]) -> [Curve] {
            var curves: [Curve] = []
            for point in points {
                let index = curves.firstIndex { $0.role == point.role && $0.seed == point.seed }
                if let index {
                    curves[index].points.append(point)
                } else {
                    curves.append(Curve(role: point.role, seed: point.seed, points: [point]))
                }
            }
            return curves
        }
    }

    /// One line of the manifest.
    public struct Fact: Codable, Sendable, Equatable {
        public var key: String
        public var value: String

        public init(_ key: String, _ value: String) {
            self.key = key
            self.value = value
        }
    }
}
