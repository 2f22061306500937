import Torch

/// One call of a graph as TorchScript.
///
/// Arguments behind the first carry the names of the operator's schema, so that libtorch finds the
/// overload that was recorded. What has to state its type (an empty list, numbers that a tensor holds)
/// gets a line of its own before the call's.
struct ScriptCall {
    private let source: ScriptSource
    private let call: GraphCall
    private var declared: [String] = []

    init(source: ScriptSource, call: GraphCall) {
        self.source = source
        self.call = call
    }

    /// - Throws: `ExportError` for what TorchScript cannot say.
    consuming func lines() throws -> [String] {
        let operation = call.node.operation
        guard operation.name.hasPrefix("aten::") else {
            throw call.refusal(
                "it is no operator of every libtorch; export the graph as it was recorded, before it "
                    + "is made ready for this machine")
        }
        let lists = try operation.resultsAreLists
        guard lists.count == 1 || !lists.contains(true) else {
            throw call.refusal("it gives lists beside other results")
        }
        let results = call.node.results.map(source.name).joined(separator: ", ")
        let isLoneElement = lists == [true] && call.node.results.count == 1
        let written = try arguments(named: operation.argumentNames)
        return declared
            + ["\(results) = torch.\(call.name)(\(written))\(isLoneElement ? "[0]" : "")"]
    }

    private mutating func arguments(named names: [String]) throws -> String {
        guard call.node.arguments.count <= names.count else {
            throw call.refusal("it has more arguments than its schema")
        }
        var written: [String] = []
        for (index, argument) in call.node.arguments.enumerated() where argument != .standard {
            let value = try text(of: argument)
            written.append(index == 0 ? value : "\(names[index])=\(value)")
        }
        return written.joined(separator: ", ")
    }

    private mutating func text(of argument: Graph.Argument) throws -> String {
        switch argument {
        case .none, .standard: return "None"
        case .tensor(let operand): return try text(of: operand)
        case .tensors(let operands): return list("Tensor", try operands.map(text))
        case .optionalTensors(let operands):
            let elements = try operands.map { try $0.map(text) ?? "None" }
            return declare("List[Optional[Tensor]]", "[\(elements.joined(separator: ", "))]")
        case .integer(let number): return "\(number)"
        case .real(let number): return Self.text(of: number)
        case .bool(let flag): return Self.text(of: flag)
        case .string(let words): return try text(of: words)
        case .integers(let numbers): return list("int", numbers.map { "\($0)" })
        case .reals(let numbers): return list("float", numbers.map(Self.text))
        case .bools(let flags): return list("bool", flags.map(Self.text))
        // Where the input is, since a program can be moved.
        case .device: return try device()
        case .sizes(let operand):
            return declare("List[int]", "\(try numbers(in: operand)).tolist()")
        case .size(let operand, let place):
            return "torch.Int(torch.select(\(try numbers(in: operand)), 0, \(place)))"
        }
    }

    private func text(of operand: Graph.Operand) throws -> String {
        switch operand {
        case .value(let value): return source.name(of: value)
        case .weight(let path):
            guard let place = source.places[path] else {
                throw call.refusal("it takes '\(path)', which is not there")
            }
            let kept = place.reduce("self") { outer, name in
                let isWord = name.first.map { !$0.isNumber } ?? false
                return isWord ? "\(outer).\(name)" : "getattr(\(outer), \"\(name)\")"
            }
            let isHalf = source.halves.contains(path)
            return isHalf ? "torch.to(\(kept), dtype=\(ScalarType.float32.rawValue))" : kept
        }
    }

    /// The whole numbers of a tensor, in one row.
    private func numbers(in operand: Graph.Operand) throws -> String {
        "torch.to(torch.flatten(\(try text(of: operand))), dtype=\(ScalarType.int64.rawValue))"
    }

    private func device() throws -> String {
        guard let input = source.graph.inputs.first else {
            throw call.refusal("the graph has no input")
        }
        return "\(source.name(of: input)).device"
    }

    private func text(of words: String) throws -> String {
        let isPlain = words.unicodeScalars.allSatisfy {
            (" "..."~").contains($0) && $0 != "\\" && $0 != "\""
        }
        guard isPlain else {
            throw call.refusal(
                "the text \(words.debugDescription) has other signs than TorchScript's")
        }
        return "\"\(words)\""
    }

    /// A list; an empty one does not say of what.
    private mutating func list(_ type: String, _ elements: [String]) -> String {
        let list = "[\(elements.joined(separator: ", "))]"
        return elements.isEmpty ? declare("List[\(type)]", list) : list
    }

    /// A name for an expression of a type that it does not state itself.
    private mutating func declare(_ type: String, _ expression: String) -> String {
        let result = call.node.results.first?.number ?? 0
        let name = "_\(result)_\(declared.count)"
        declared.append("\(name): \(type) = \(expression)")
        return name
    }

    private static func text(of flag: Bool) -> String { flag ? "True" : "False" }

    private static func text(of number: Double) -> String {
        if number.isNaN { return "float(\"nan\")" }
        if number.isInfinite { return number < 0 ? "-float(\"inf\")" : "float(\"inf\")" }
        return "\(number)"
    }
}
