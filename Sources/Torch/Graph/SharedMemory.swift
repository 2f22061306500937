/// Which operands of a trace may share memory, and which were changed behind their backs.
struct SharedMemory {
    private var families: [Graph.Operand: Int] = [:]
    private var members: [[Graph.Operand]] = []
    private var stale: Set<Graph.Operand> = []

    /// Notes that `view` may share the memory of `base`.
    mutating func join(_ view: Graph.Operand, to base: Graph.Operand) {
        let family = families[base] ?? found(base)
        families[view] = family
        members[family].append(view)
    }

    /// Notes an in-place change: everything that shares the memory no longer holds what it held.
    mutating func changed(_ operand: Graph.Operand) {
        guard let family = families[operand] else { return }
        stale.formUnion(members[family])
    }

    /// Whether the operand's elements were changed through another one.
    func isStale(_ operand: Graph.Operand) -> Bool { stale.contains(operand) }

    /// The weight that lies under an operand.
    func weight(sharedBy operand: Graph.Operand) -> String? {
        if let path = operand.weight { return path }
        return families[operand].flatMap { members[$0].lazy.compactMap(\.weight).first }
    }

    private mutating func found(_ operand: Graph.Operand) -> Int {
        members.append([operand])
        families[operand] = members.count - 1
        return members.count - 1
    }
}
