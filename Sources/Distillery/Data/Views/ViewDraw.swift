/// The numbers that were drawn for one view: enough to make the same view again.
public struct ViewDraw: Hashable, Sendable, Codable {
    /// The part of the natural picture that was brought to the size of the view; nil where the
    /// picture has that size already.
    public var region: PixelBox?
    /// What each transform of the picture drew, in the recipe's order.
    public var transforms: [TransformDraw]
    /// The box that each erasing blanked, if any, in the recipe's order.
    public var erased: [PixelBox?]
    /// What was mixed in.
    public var mix: MixDraw?
}

/// The numbers that one transform of a picture drew.
public enum TransformDraw: Hashable, Sendable, Codable {
    /// The place of the crop's corner in the padded picture.
    case crop(x: Int, y: Int)
    /// Whether left and right change places.
    case flip(Bool)
    /// The steps of a colour jitter, in their order.
    case colors([ColorStep])
    /// The angle, in degrees against the clock.
    case rotation(degrees: Double)
}

/// One step of a colour jitter with its factor; 1 (0 for hue) changes nothing.
public enum ColorStep: Hashable, Sendable, Codable {
    case brightness(Double)
    case contrast(Double)
    case saturation(Double)
    /// The shift of the hue as a share of the circle, -0.5…0.5.
    case hue(Double)
}

/// The second example within a view, and how the two are joined.
public struct MixDraw: Hashable, Sendable, Codable {
    /// The partner's position in the dataset.
    public var partner: Int
    /// The share of the example's own label; the partner has the rest.
    public var weight: Double
    /// The box that the partner fills (cutmix); nil where all pixels are blended (mixup).
    public var box: PixelBox?
}
