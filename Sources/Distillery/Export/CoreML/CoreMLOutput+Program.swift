import SwiftProtobuf

extension CoreMLOutput {
    /// The names of what comes out.
    var names: [String] {
        switch self {
        case .array(let name), .probabilities(let name): [name]
        case .classes(_, let label, let probabilities): [label, probabilities]
        }
    }

    /// Adds what leads from the network's output to the model's, in `float32`.
    ///
    /// - Returns: the output that is an array; of a classifier, what its probabilities were taken from.
    func add(_ result: CoreMLVariable, to program: CoreMLProgram) throws -> CoreMLVariable {
        switch self {
        case .array(let name): return named(name, result, in: program)
        case .probabilities(let name):
            return named(name, softmax(of: result, in: program), in: program)
        case .classes(let classes, let label, let dictionary):
            guard result.shape == [1, classes.count] else {
                throw CoreMLError.classCount(found: classes.count, output: result.shape)
            }
            let free = program.freeName("class_probabilities")
            let probabilities = named(free, softmax(of: result, in: program), in: program)
            program.add(
                "classify", ["probabilities": .variable(probabilities)],
                values: ["classes": .list(classes)],
                results: [
                    .with {
                        $0.name = label
                        $0.type = .scalar(.string)
                    },
                    .with {
                        $0.name = dictionary
                        $0.type.dictionaryType.keyType = .scalar(.string)
                        $0.type.dictionaryType.valueType = .scalar(.float64)
                    },
                ])
            return probabilities
        }
    }

    /// What is said of the outputs outside of the program.
    func features(_ output: CoreMLVariable) -> [MILFeatureDescription] {
        switch self {
        case .array(let name), .probabilities(let name):
            [
                .with {
                    $0.name = name
                    $0.type.multiArrayType.dataType = .float32
                    // A shape that follows the inputs is left unsaid.
                    $0.type.multiArrayType.shape =
                        output.shape.contains(nil) ? [] : output.shape.map { Int64($0 ?? 0) }
                }
            ]
        case .classes(_, let label, let probabilities):
            [
                .with {
                    $0.name = label
                    $0.type.stringType = MILStringFeatureType()
                },
                .with {
                    $0.name = probabilities
                    $0.type.dictionaryType.stringKeyType = MILStringFeatureType()
                },
            ]
        }
    }

    private func softmax(of logits: CoreMLVariable, in program: CoreMLProgram) -> CoreMLVariable {
        program.add(
            "softmax", ["x": .variable(logits), "axis": .integer(-1)], type: logits.type,
            shape: logits.shape)
    }

    /// The value under a name of its own, as `float32`.
    private func named(
        _ name: String, _ value: CoreMLVariable, in program: CoreMLProgram
    ) -> CoreMLVariable {
        let result = CoreMLVariable(name: name, type: .float32, shape: value.shape)
        if value.type == .float32 {
            program.add("identity", ["x": .variable(value)], results: [result])
        } else {
            program.add("cast", ["x": .variable(value), "dtype": .text("fp32")], results: [result])
        }
        return result
    }
}
