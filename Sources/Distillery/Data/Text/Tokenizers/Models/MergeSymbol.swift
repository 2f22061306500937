/// A part of a word while it is merged; the parts form a list with links in both directions.
struct MergeSymbol: Sendable, BitwiseCopyable {
    var token: Int32
    var previous: Int32 = -1
    var next: Int32 = -1
    /// Whether it is still there: not yet merged into the one before it.
    var isLeft = true

    init(_ token: Int32) { self.token = token }
}

extension MergeTable {
    /// Carries out all merges, the lowest rank first, and of one rank the first place.
    ///
    /// `queue` is memory to work in: a heap of ranks times 2³² plus places.
    func carryOut(on symbols: inout [MergeSymbol], queue: inout [UInt64]) {
        queue.removeAll(keepingCapacity: true)
        for place in symbols.indices {
            symbols[place].previous = Int32(place) - 1
            symbols[place].next = place + 1 < symbols.count ? Int32(place) + 1 : -1
        }
        for place in symbols.indices.dropLast() {
            enqueue(symbols[place].token, symbols[place + 1].token, at: place, &queue)
        }
        while let top = MergeQueue.pop(&queue) {
            let place = Int(top & 0xFFFF_FFFF)
            let symbol = symbols[place]
            guard symbol.isLeft, symbol.next >= 0 else { continue }
            let right = symbols[Int(symbol.next)]
            let token = tokens[Int(top >> 32)]
            // The neighbours may have changed since; what they make now must still be the same.
            guard merge(symbol.token, right.token)?.token == token else { continue }
            symbols[place].token = token
            symbols[place].next = right.next
            symbols[Int(symbol.next)].isLeft = false
            if right.next >= 0 {
                symbols[Int(right.next)].previous = Int32(place)
                enqueue(token, symbols[Int(right.next)].token, at: place, &queue)
            }
            if symbol.previous >= 0 {
                let previous = Int(symbol.previous)
                enqueue(symbols[previous].token, token, at: previous, &queue)
            }
        }
    }

    @inline(__always)
    private func enqueue(_ left: Int32, _ right: Int32, at place: Int, _ queue: inout [UInt64]) {
        guard let rank = merge(left, right)?.rank else { return }
        MergeQueue.push(UInt64(rank) << 32 | UInt64(place), &queue)
    }
}

/// A binary heap with the smallest number at its top.
enum MergeQueue {
    @inline(__always)
    static func push(_ value: UInt64, _ heap: inout [UInt64]) {
        var place = heap.count
        heap.append(value)
        while place > 0 {
            let parent = (place - 1) / 2
            guard heap[parent] > value else { break }
            heap[place] = heap[parent]
            place = parent
        }
        heap[place] = value
    }

    @inline(__always)
    static func pop(_ heap: inout [UInt64]) -> UInt64? {
        guard let last = heap.popLast() else { return nil }
        guard let top = heap.first else { return last }
        var place = 0
        while true {
            var child = place * 2 + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < last else { break }
            heap[place] = heap[child]
            place = child
        }
        heap[place] = last
        return top
    }
}
