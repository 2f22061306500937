import CTorch

extension ScriptModule {
    /// A tensor that a program keeps.
    public struct Kept {
        /// The names of the modules that it lies in, from the outermost's parts on, then its own:
        /// letters, digits and underscores.
        public var place: [String]
        public var tensor: Tensor
        /// Whether it is a parameter; a buffer otherwise.
        public var isParameter: Bool

        public init(place: [String], tensor: Tensor, isParameter: Bool) {
            self.place = place
            self.tensor = tensor
            self.isParameter = isParameter
        }
    }

    /// Makes a program of source and tensors, in evaluation mode.
    ///
    /// - Parameters:
    ///   - source: `def forward(self, …)` in TorchScript's own subset of Python, with operators as
    ///     `torch.NAME`.
    ///   - tensors: shared, not copied, where each fills its memory.
    /// - Throws: `TorchError` with libtorch's words for source that does not compile, and for two
    ///   tensors, or a tensor and a module, of one place.
    public convenience init(source: String, tensors: [Kept]) throws(TorchError) {
        let parts = try ScriptParts()
        for kept in tensors { try parts.keep(kept) }
        var compiled: OpaquePointer?
        try checked("compiling a TorchScript program") {
            ct_script_compile(parts.root, source, &compiled)
        }
        guard let compiled else { throw parts.nothing("a program") }
        self.init(owning: compiled)
    }
}

/// The modules of a program that is being made.
private final class ScriptParts {
    let root: OpaquePointer
    private var parts: [[String]: OpaquePointer] = [:]

    init() throws(TorchError) {
        var made: OpaquePointer?
        try checked("making a TorchScript module") { ct_script_part_make(&made) }
        guard let made else {
            throw .unexpectedResult(name: "libtorch", expected: "a module", found: "nothing")
        }
        root = made
    }

    deinit {
        for part in parts.values { ct_script_part_release(part) }
        ct_script_part_release(root)
    }

    func keep(_ kept: ScriptModule.Kept) throws(TorchError) {
        let part = try part(at: kept.place.dropLast())
        try checked("keeping '\(kept.place.joined(separator: "."))'") {
            ct_script_part_keep(part, kept.place.last ?? "", kept.tensor.handle, kept.isParameter)
        }
    }

    func nothing(_ wanted: String) -> TorchError {
        .unexpectedResult(name: "libtorch", expected: wanted, found: "nothing")
    }

    private func part(at place: ArraySlice<String>) throws(TorchError) -> OpaquePointer {
        guard let name = place.last else { return root }
        if let known = parts[Array(place)] { return known }
        let parent = try part(at: place.dropLast())
        var made: OpaquePointer?
        try checked("making the module '\(place.joined(separator: "."))'") {
            ct_script_part_add(parent, name, &made)
        }
        guard let made else { throw nothing("a module") }
        parts[Array(place)] = made
        return made
    }
}
