import Torch

extension CoreMLOperators {
    static let selections: [String: Conversion] = [
        "select": one(selected), "slice": one(sliced),
        "gather": one { call in
            let (input, indices) = (try call.tensor(0), try call.tensor(2))
            let dimension = try call.given.dimension(1, of: input.rank)
            let isWhole = input.shape.indices.allSatisfy {
                $0 == dimension || input.shape[$0] == indices.shape[$0]
            }
            guard isWhole else { throw call.given.refusal("it gathers from a part of a tensor") }
            return try call.add(
                "gather_along_axis",
                [
                    "x": .variable(input), "indices": .variable(indices),
                    "axis": .integer(dimension),
                ])
        },
        "index_select": one { call in
            let input = try call.tensor(0)
            return try call.add(
                "gather",
                [
                    "x": .variable(input), "indices": .variable(call.tensor(2)),
                    "axis": .integer(call.given.dimension(1, of: input.rank)),
                    "batch_dims": .integer(0),
                ])
        },
    ]

    /// One place along a dimension.
    private static func selected(_ call: CoreMLCall) throws -> CoreMLVariable {
        let index = try call.given.integer(2)
        let input = try call.tensor(0)
        var slice = try Slice(of: input, along: call.given.dimension(1, of: input.rank))
        slice.begin = index
        slice.end = index == -1 ? nil : index + 1
        return try slice.add(to: call, squeezing: true)
    }

    private static func sliced(_ call: CoreMLCall) throws -> CoreMLVariable {
        let input = try call.tensor(0)
        let dimension = try call.given.dimension(1, of: input.rank, 0)
        func bound(_ index: Int) -> Int? {
            if case .integer(let number) = call.given.node.argument(index) { return number }
            return nil
        }
        var slice = Slice(of: input, along: dimension)
        let size = input.shape[dimension]
        slice.begin = bound(2)
        if let begin = slice.begin, let size, begin < -size { slice.begin = nil }
        slice.end = bound(3)
        if let end = slice.end, end > Int(Int32.max) || end >= size ?? .max { slice.end = nil }
        slice.step = try call.given.integer(4, 1)
        return try slice.add(to: call, squeezing: false)
    }

    /// A part of a tensor along one dimension; all of the others.
    private struct Slice {
        let input: CoreMLVariable
        let dimension: Int
        /// nil from the first on.
        var begin: Int?
        /// nil to the last.
        var end: Int?
        var step = 1

        init(of input: CoreMLVariable, along dimension: Int) {
            (self.input, self.dimension) = (input, dimension)
        }

        func add(to call: CoreMLCall, squeezing: Bool) throws -> CoreMLVariable {
            func all<Element>(_ usual: Element, but own: Element) -> [Element] {
                var list = Array(repeating: usual, count: input.rank)
                list[dimension] = own
                return list
            }
            return try call.add(
                "slice_by_index",
                [
                    "x": .variable(input), "begin": .integers(all(0, but: begin ?? 0)),
                    "end": .integers(all(0, but: end ?? 0)),
                    "stride": .integers(all(1, but: step)),
                    "begin_mask": .flags(all(true, but: begin == nil)),
                    "end_mask": .flags(all(true, but: end == nil)),
                    "squeeze_mask": .flags(all(false, but: squeezing)),
                ])
        }
    }
}
