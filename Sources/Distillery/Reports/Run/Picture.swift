import Foundation

/// A small picture of 8-bit samples, as it was before normalisation.
///
/// As JSON the samples are one base64 string.
public struct Picture: Sendable, Equatable {
    public let width: Int
    public let height: Int
    /// 1 for grey, 3 for red, green and blue, 4 with alpha.
    public let channels: Int
    /// Samples `[height, width, channels]`, row by row from the top.
    public let pixels: [UInt8]

    /// Nil when the samples do not fill the shape or the channels are not 1, 3 or 4.
    public init?(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
        guard width > 0, height > 0, [1, 3, 4].contains(channels),
            !width.multipliedReportingOverflow(by: height).overflow,
            pixels.count / channels == width * height, pixels.count % channels == 0
        else { return nil }
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
    }
}

extension Picture: Codable {
    enum CodingKeys: String, CodingKey { case width, height, channels, pixels }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let picture = Picture(
            width: try values.decode(Int.self, forKey: .width),
            height: try values.decode(Int.self, forKey: .height),
            channels: try values.decode(Int.self, forKey: .channels),
            pixels: [UInt8](try values.decode(Data.self, forKey: .pixels)))
        guard let picture else {
            throw DecodingError.dataCorruptedError(
                forKey: .pixels, in: values,
                debugDescription: "the pixels do not fill width × height × channels (1, 3 or 4)")
        }
        self = picture
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(width, forKey: .width)
        try values.encode(height, forKey: .height)
        try values.encode(channels, forKey: .channels)
        try values.encode(Data(pixels), forKey: .pixels)
    }
}
