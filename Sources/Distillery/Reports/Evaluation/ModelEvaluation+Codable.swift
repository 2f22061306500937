extension ModelEvaluation: Codable {
    enum CodingKeys: String, CodingKey {
        case name, examples
        case top1, top5, macroF1, crossEntropy, agreement, meanKL, calibrationError
        case parameters, multiplyAdds, fileBytes
        case latencyMedianMilliseconds, latencyP95Milliseconds, examplesPerSecond, peakMemoryBytes
        case reliability, confusion
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        examples = try values.decode(Int.self, forKey: .examples)
        top1 = try values.decodeNumber(forKey: .top1)
        top5 = try values.decodeNumber(forKey: .top5)
        macroF1 = try values.decodeNumber(forKey: .macroF1)
        crossEntropy = try values.decodeNumber(forKey: .crossEntropy)
        agreement = try values.decodeIfPresent(Double.self, forKey: .agreement)
        meanKL = try values.decodeIfPresent(Double.self, forKey: .meanKL)
        calibrationError = try values.decodeNumber(forKey: .calibrationError)
        reliability = try values.decodeIfPresent([ReliabilityBin].self, forKey: .reliability) ?? []
        confusion = try values.decode([[Int]].self, forKey: .confusion)
        parameters = try values.decode(Int.self, forKey: .parameters)
        multiplyAdds = try values.decode(Int.self, forKey: .multiplyAdds)
        fileBytes = try values.decode(Int.self, forKey: .fileBytes)
        latencyMedianMilliseconds = try values.decodeNumber(forKey: .latencyMedianMilliseconds)
        latencyP95Milliseconds = try values.decodeNumber(forKey: .latencyP95Milliseconds)
        examplesPerSecond = try values.decodeNumber(forKey: .examplesPerSecond)
        peakMemoryBytes = try values.decode(Int.self, forKey: .peakMemoryBytes)
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(name, forKey: .name)
        try values.encode(examples, forKey: .examples)
        try values.encodeNumber(top1, forKey: .top1)
        try values.encodeNumber(top5, forKey: .top5)
        try values.encodeNumber(macroF1, forKey: .macroF1)
        try values.encodeNumber(crossEntropy, forKey: .crossEntropy)
        try values.encodeNumber(agreement, forKey: .agreement)
        try values.encodeNumber(meanKL, forKey: .meanKL)
        try values.encodeNumber(calibrationError, forKey: .calibrationError)
        try values.encode(parameters, forKey: .parameters)
        try values.encode(multiplyAdds, forKey: .multiplyAdds)
        try values.encode(fileBytes, forKey: .fileBytes)
        try values.encodeNumber(latencyMedianMilliseconds, forKey: .latencyMedianMilliseconds)
        try values.encodeNumber(latencyP95Milliseconds, forKey: .latencyP95Milliseconds)
        try values.encodeNumber(examplesPerSecond, forKey: .examplesPerSecond)
        try values.encode(peakMemoryBytes, forKey: .peakMemoryBytes)
        try values.encode(reliability, forKey: .reliability)
        try values.encode(confusion, forKey: .confusion)
    }
}
