/// A value for every Unicode scalar, in pages of 256 so that those without one take no memory.
struct ScalarTable<Value: Sendable & BitwiseCopyable>: Sendable {
    private var pages = [Int32](repeating: 0, count: 0x1100)
    private var values: [Value]
    private let common: Value

    /// A table where every scalar has the value `common`.
    init(common: Value) {
        self.common = common
        values = [Value](repeating: common, count: 256)
    }

    /// The value of a scalar; what lies beyond Unicode has the common one.
    @inline(__always)
    subscript(_ scalar: UInt32) -> Value {
        guard scalar < 0x110000 else { return common }
        return values[Int(pages[Int(scalar >> 8)]) + Int(scalar & 255)]
    }

    /// Replaces the value of a scalar of Unicode.
    mutating func update(_ scalar: UInt32, _ change: (inout Value) -> Void) {
        guard scalar < 0x110000 else { return }
        let page = Int(scalar >> 8)
        if pages[page] == 0 {
            pages[page] = Int32(values.count)
            values.append(contentsOf: repeatElement(common, count: 256))
        }
        change(&values[Int(pages[page]) + Int(scalar & 255)])
    }
}
