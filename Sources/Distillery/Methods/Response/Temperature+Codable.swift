extension Temperature: CustomStringConvertible {
    public var description: String {
        switch self {
        case .scheduled(let number): "\(number)"
        case .flsw(let base, _, _): "flsw around \(base)"
        case .cwsm(let base, _): "cwsm around \(base)"
        }
    }
}

extension Temperature: Codable {
    private enum Kind: String, CaseIterable { case constant, linear, cosine, flsw, cwsm }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, value, from, to, epochs, base, beta, gamma
    }

    public init(from decoder: any Decoder) throws {
        if let value = try? decoder.singleValueContainer().decode(Double.self) {
            self = .scheduled(.constant(value))
            return
        }
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        switch try values.decodeName(.kind, default: Kind.linear) {
        case .constant, .linear, .cosine: self = .scheduled(try ScheduledNumber(from: decoder))
        case .flsw:
            self = .flsw(
                base: try values.decode(.base, default: 8),
                beta: try values.decode(.beta, default: 1),
                gamma: try values.decode(.gamma, default: 1))
        case .cwsm:
            self = .cwsm(
                base: try values.decode(.base, default: 8),
                beta: try values.decode(.beta, default: 1))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        if case .scheduled(let number) = self { return try number.encode(to: encoder) }
        var values = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .scheduled: break
        case .flsw(let base, let beta, let gamma):
            try values.encode(Kind.flsw.rawValue, forKey: .kind)
            try values.encode(base, forKey: .base)
            try values.encode(beta, forKey: .beta)
            try values.encode(gamma, forKey: .gamma)
        case .cwsm(let base, let beta):
            try values.encode(Kind.cwsm.rawValue, forKey: .kind)
            try values.encode(base, forKey: .base)
            try values.encode(beta, forKey: .beta)
        }
    }
}
