extension View {
    /// Joins a finished view with that of its partner, both `height × width × channels`.
    func mix(
        _ partner: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, _ draw: MixDraw
    ) {
        guard let box = draw.box else {
            let weight = Float(draw.weight)
            for index in 0..<elementCount {
                target[index] = weight * target[index] + (1 - weight) * partner[index]
            }
            return
        }
        for y in box.y..<box.y + box.height {
            let start = (y * size.width + box.x) * channels
            (target + start).update(from: partner + start, count: box.width * channels)
        }
    }
}
