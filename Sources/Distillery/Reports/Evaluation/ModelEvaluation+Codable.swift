extension ModelEvaluation: Codable {
    enum CodingKeys: String, CodingKey {
        case name, examples
        case top1, top5, macroF1, crossEntropy, agreement, meanKL, calibrationError
        case spearman, pearson, meanSquaredError, pairF1, teacherSpearman
        case parameters, multiplyAdds, fileBytes
        case latencyMedianMilliseconds, latencyP95Milliseconds, examplesPerSecond, peakMemoryBytes
        case latencyByLength
        case reliability, confusion
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        examples = try values.decode(Int.self, forKey: .examples)
        quality = try AnswerQuality(from: values)
        parameters = try values.decode(Int.self, forKey: .parameters)
        multiplyAdds = try values.decode(Int.self, forKey: .multiplyAdds)
        fileBytes = try values.decode(Int.self, forKey: .fileBytes)
        latencyMedianMilliseconds = try values.decodeNumber(forKey: .latencyMedianMilliseconds)
        latencyP95Milliseconds = try values.decodeNumber(forKey: .latencyP95Milliseconds)
        examplesPerSecond = try values.decodeNumber(forKey: .examplesPerSecond)
        peakMemoryBytes = try values.decode(Int.self, forKey: .peakMemoryBytes)
        latencyByLength =
            try values.decodeIfPresent([LengthLatency].self, forKey: .latencyByLength) ?? []
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(name, forKey: .name)
        try values.encode(examples, forKey: .examples)
        try quality.encode(to: &values)
        try values.encode(parameters, forKey: .parameters)
        try values.encode(multiplyAdds, forKey: .multiplyAdds)
        try values.encode(fileBytes, forKey: .fileBytes)
        try values.encodeNumber(latencyMedianMilliseconds, forKey: .latencyMedianMilliseconds)
        try values.encodeNumber(latencyP95Milliseconds, forKey: .latencyP95Milliseconds)
        try values.encodeNumber(examplesPerSecond, forKey: .examplesPerSecond)
        try values.encode(peakMemoryBytes, forKey: .peakMemoryBytes)
        if !latencyByLength.isEmpty {
            try values.encode(latencyByLength, forKey: .latencyByLength)
        }
    }
}

extension AnswerQuality {
    fileprivate typealias Keys = ModelEvaluation.CodingKeys

    fileprivate init(from values: KeyedDecodingContainer<Keys>) throws {
        for (key, figure) in Self.figures {
            self[keyPath: figure] = try values.decodeIfPresent(Double.self, forKey: key)
        }
        reliability = try values.decodeIfPresent([ReliabilityBin].self, forKey: .reliability) ?? []
        confusion = try values.decode([[Int]].self, forKey: .confusion)
    }

    fileprivate func encode(to values: inout KeyedEncodingContainer<Keys>) throws {
        for (key, figure) in Self.figures {
            try values.encodeNumber(self[keyPath: figure], forKey: key)
        }
        try values.encode(reliability, forKey: .reliability)
        try values.encode(confusion, forKey: .confusion)
    }

    fileprivate static var figures: [(Keys, WritableKeyPath<AnswerQuality, Double?>)] {
        [
            (.top1, \.top1), (.top5, \.top5), (.macroF1, \.macroF1),
            (.crossEntropy, \.crossEntropy), (.agreement, \.agreement), (.meanKL, \.meanKL),
            (.calibrationError, \.calibrationError), (.spearman, \.spearman),
            (.pearson, \.pearson), (.meanSquaredError, \.meanSquaredError), (.pairF1, \.pairF1),
            (.teacherSpearman, \.teacherSpearman),
        ]
    }
}
