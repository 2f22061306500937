/// Something with a path that a walk over a module's stored properties finds.
enum ModulePart {
    case parameter(Parameter)
    case buffer(Buffer)
    case module(any Module)
}

extension Module {
    /// The parameters, buffers and modules right below this one, in the order of declaration.
    func parts() -> [(name: String, part: ModulePart)] {
        var mirrors: [Mirror] = []
        var next: Mirror? = Mirror(reflecting: self)
        while let mirror = next {
            mirrors.append(mirror)
            next = mirror.superclassMirror
        }
        var found: [(String, ModulePart)] = []
        for mirror in mirrors.reversed() {
            for child in mirror.children {
                guard let label = child.label else { continue }
                collect(child.value, named: pathNames[label] ?? snakeCase(label), into: &found)
            }
        }
        return found
    }

    /// This module and all below it, with their dotted paths; the module itself has the path "".
    public func namedModules() -> [(path: String, module: any Module)] {
        var all: [(String, any Module)] = []
        visit(path: "") { path, module in all.append((path, module)) }
        return all
    }

    /// All parameters with their dotted paths.
    public func namedParameters() -> [(path: String, parameter: Parameter)] {
        var all: [(String, Parameter)] = []
        visit(path: "") { path, module in
            for case (let name, .parameter(let parameter)) in module.parts() {
                all.append((joined(path, name), parameter))
            }
        }
        return all
    }

    /// All buffers with their dotted paths.
    public func namedBuffers() -> [(path: String, buffer: Buffer)] {
        var all: [(String, Buffer)] = []
        visit(path: "") { path, module in
            for case (let name, .buffer(let buffer)) in module.parts() {
                all.append((joined(path, name), buffer))
            }
        }
        return all
    }

    private func visit(path: String, _ body: (String, any Module) -> Void) {
        body(path, self)
        for case (let name, .module(let module)) in parts() {
            module.visit(path: joined(path, name), body)
        }
    }
}

private func collect(
    _ value: Any, named name: String, into found: inout [(String, ModulePart)]
) {
    switch value {
    case let parameter as Parameter: found.append((name, .parameter(parameter)))
    case let buffer as Buffer: found.append((name, .buffer(buffer)))
    case let module as any Module: found.append((name, .module(module)))
    default:
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            for child in mirror.children { collect(child.value, named: name, into: &found) }
        case .collection:
            for (index, child) in mirror.children.enumerated() {
                collect(child.value, named: joined(name, "\(index)"), into: &found)
            }
        default: break
        }
    }
}

private func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : name.isEmpty ? path : "\(path).\(name)"
}

/// `runningMean` to `running_mean`, as PyTorch names attributes.
private func snakeCase(_ name: String) -> String {
    var result = ""
    for character in name {
        if character.isUppercase { result.append("_") }
        result.append(contentsOf: character.lowercased())
    }
    return result
}
