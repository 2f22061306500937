#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The finishing mix of SplitMix64: every bit of the input changes half of the output's bits.
func mixBits(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
}

/// 64 bits that stand for a text, the same in every process: FNV-1a over its UTF-8, mixed.
func stableHash(of text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    return mixBits(hash)
}

/// A small stream of random numbers (SplitMix64, Steele et al., 2014), the same everywhere.
///
/// The stream depends on the words it was seeded with and nothing else, so that a draw can be
/// repeated on any thread, in any order and any run.
public struct RandomStream: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The stream that belongs to several words together.
    public init(_ words: UInt64...) {
        state = 0x9E37_79B9_7F4A_7C15
        for word in words {
            state = mixBits(state ^ mixBits(word &+ 0x9E37_79B9_7F4A_7C15)) &+ word
        }
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return mixBits(state)
    }

    /// A number in 0 ..< 1, of 53 random bits.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A number between two bounds.
    public mutating func uniform(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * uniform()
    }

    /// A whole number in `0 ..< bound`, each as likely (Lemire, 2019).
    public mutating func integer(below bound: Int) -> Int {
        precondition(bound > 0, "the bound is positive")
        let bound = UInt64(bound)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }

    /// Whether an event of this probability happens.
    public mutating func happens(withProbability probability: Double) -> Bool {
        uniform() < probability
    }

    /// A number of the standard normal distribution (Box and Muller, 1958).
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * Double.pi * uniform())
    }

    /// A number of the Beta(alpha, alpha) distribution, as mixup and cutmix draw their weight.
    public mutating func beta(_ alpha: Double) -> Double {
        let first = gamma(alpha)
        let second = gamma(alpha)
        // Both underflow to zero for very small alpha, where the weight is 0 or 1 anyway.
        guard first + second > 0 else { return uniform() < 0.5 ? 0 : 1 }
        return first / (first + second)
    }

    /// A number of the Gamma(shape, 1) distribution (Marsaglia and Tsang, 2000).
    private mutating func gamma(_ shape: Double) -> Double {
        if shape < 1 {
            let boost = pow(1 - uniform(), 1 / shape)
            return gamma(shape + 1) * boost
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            guard v > 0 else { continue }
            let u = 1 - uniform()
            if log(u) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }
}
