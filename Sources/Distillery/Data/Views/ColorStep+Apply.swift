extension ColorStep {
    /// Changes samples of 0…1, channels interleaved; the results stay within 0…1.
    ///
    /// The formulas are those of torchvision on floating-point pictures.
    func apply(to samples: UnsafeMutableBufferPointer<Float>, channels: Int) {
        switch self {
        case .brightness(let factor):
            let factor = Float(factor)
            for index in samples.indices { samples[index] = clamped(samples[index] * factor) }
        case .contrast(let factor):
            blend(samples, with: meanLuma(samples, channels: channels), factor: Float(factor))
        case .saturation(let factor):
            guard channels == 3 else { return }
            let factor = Float(factor)
            for pixel in stride(from: 0, to: samples.count, by: 3) {
                let grey = luma(samples, at: pixel) * (1 - factor)
                for index in pixel..<pixel + 3 {
                    samples[index] = clamped(samples[index] * factor + grey)
                }
            }
        case .hue(let shift):
            guard channels == 3 else { return }
            let shift = Float(shift)
            for pixel in stride(from: 0, to: samples.count, by: 3) {
                turnHue(samples, at: pixel, by: shift)
            }
        }
    }
}

@inline(__always)
private func clamped(_ sample: Float) -> Float { min(1, max(0, sample)) }

@inline(__always)
private func luma(_ samples: UnsafeMutableBufferPointer<Float>, at pixel: Int) -> Float {
    0.2989 * samples[pixel] + 0.587 * samples[pixel + 1] + 0.114 * samples[pixel + 2]
}

private func meanLuma(_ samples: UnsafeMutableBufferPointer<Float>, channels: Int) -> Float {
    // Summed in double precision, so that large pictures lose nothing.
    var sum = 0.0
    for pixel in stride(from: 0, to: samples.count, by: channels) {
        sum += Double(channels == 3 ? luma(samples, at: pixel) : samples[pixel])
    }
    return Float(sum / Double(samples.count / channels))
}

private func blend(
    _ samples: UnsafeMutableBufferPointer<Float>, with value: Float, factor: Float
) {
    let rest = value * (1 - factor)
    for index in samples.indices { samples[index] = clamped(samples[index] * factor + rest) }
}

/// Through hue, saturation and value, and back with the hue turned.
private func turnHue(
    _ samples: UnsafeMutableBufferPointer<Float>, at pixel: Int, by shift: Float
) {
    let (red, green, blue) = (samples[pixel], samples[pixel + 1], samples[pixel + 2])
    let value = max(red, max(green, blue))
    let chroma = value - min(red, min(green, blue))
    guard chroma > 0 else { return }
    let saturation = chroma / value
    let position: Float =
        if value == red {
            (green - blue) / chroma
        } else if value == green {
            2 + (blue - red) / chroma
        } else {
            4 + (red - green) / chroma
        }
    var hue = position / 6 + 1 + shift
    hue -= hue.rounded(.down)
    let sector = (hue * 6).rounded(.down)
    let part = hue * 6 - sector
    let low = clamped(value * (1 - saturation))
    let falling = clamped(value * (1 - saturation * part))
    let rising = clamped(value * (1 - saturation * (1 - part)))
    let turned =
        switch Int(sector) % 6 {
        case 0: (value, rising, low)
        case 1: (falling, value, low)
        case 2: (low, value, rising)
        case 3: (low, falling, value)
        case 4: (rising, low, value)
        default: (value, low, falling)
        }
    (samples[pixel], samples[pixel + 1], samples[pixel + 2]) = turned
}
