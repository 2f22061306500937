/// A method that arranges other methods: at once, one after the other, example by example.
///
/// Strategies stand where methods do, and hold methods, strategies among them.
public protocol Strategy: Method {
    /// The methods that the strategy arranges.
    var methods: [AnyMethod] { get }
}

extension Strategy {
    public var needs: MethodNeeds { methods.reduce([]) { $0.union($1.method.needs) } }

    public var suits: Set<TaskKind> {
        methods.reduce(Set(TaskKind.allCases)) { $0.intersection($1.method.suits) }
    }

    public var generations: Int { methods.map(\.method.generations).max() ?? 1 }

    /// Refuses methods that make their own pictures, which no other method can share, and further
    /// tasks inside of another strategy.
    func requireArrangeable() throws(MethodError) {
        for case let method in methods.map(\.method) {
            if !type(of: method).usesTrainingPictures {
                // Of a list, whose title is all of them, the one beside it.
                let beside = methods.map(\.method.title).first { $0 != method.title }
                throw .exclusive(
                    first: method.title, second: self is CombinedMethod ? beside ?? title : title,
                    reason:
                        "it shows the networks pictures of its own; let it stand alone as 'method'")
            }
            if method is SeveralTasks {
                throw .exclusive(
                    first: method.title, second: title,
                    reason:
                        "the tasks stand around all other methods; make 'tasks' the recipe's "
                        + "'method', and put the others into its 'methods'")
            }
            try (method as? any Strategy)?.requireArrangeable()
        }
    }

    /// The methods as one.
    func together() -> any Method {
        methods.count == 1 ? methods[0].method : CombinedMethod(methods.map(\.method))
    }
}

extension MethodOption where Owner: Strategy {
    /// The methods that a strategy arranges: `methods: [kd, {kind: rkd, weight: 0.5}]`.
    static func methods(
        _ path: any WritableKeyPath<Owner, [AnyMethod]> & Sendable
    ) -> MethodOption {
        MethodOption("methods", path, expected: "a list of methods") { !$0.isEmpty }
    }
}
