/// One entry of a recipe's list of augmentations.
///
/// A transform is one of the four kinds below, applied in this order: a source transform
/// brings the natural picture to the size of the view, picture transforms change it there,
/// erasing blanks parts of the normalised picture, and mixing joins two finished views.
public protocol ViewTransform: Sendable, Codable, Equatable {
    /// The transform's name in recipes.
    static var kind: String { get }
    /// Puts the transform into its place; throws where the order of the list is impossible.
    func add(to augmentation: inout Augmentation) throws(RecipeError)
}

/// Chooses the part of the natural picture that becomes the view.
public protocol SourceTransform: ViewTransform {
    /// The part of a picture of one size that is resized to another.
    func draw(_ random: inout RandomStream, from source: ImageSize, to view: ImageSize) -> PixelBox
}

/// Changes an 8-bit picture without changing its size.
public protocol PictureTransform: ViewTransform {
    /// Draws the transform's numbers.
    func draw(_ random: inout RandomStream, size: ImageSize) -> TransformDraw
    /// Does to the picture on the canvas what was drawn.
    func apply(_ draw: TransformDraw, to canvas: ViewCanvas)
}

/// Joins the views of two examples.
public protocol MixTransform: ViewTransform {
    /// Draws weight and box; nil leaves the example as it is. `partner` is drawn by the caller.
    func draw(_ random: inout RandomStream, size: ImageSize, partner: Int) -> MixDraw?
}

extension SourceTransform {
    public func add(to augmentation: inout Augmentation) throws(RecipeError) {
        guard augmentation.isEmpty else { throw orderError("the first of the list") }
        augmentation.source = self
    }
}

extension PictureTransform {
    public func add(to augmentation: inout Augmentation) throws(RecipeError) {
        guard augmentation.erasing.isEmpty, augmentation.mixing.isEmpty,
            augmentation.normalization == nil
        else { throw orderError("before erasing, mixup, cutmix and normalize") }
        augmentation.picture.append(self)
    }
}

extension MixTransform {
    public func add(to augmentation: inout Augmentation) throws(RecipeError) {
        guard augmentation.normalization == nil else { throw orderError("before normalize") }
        augmentation.mixing.append(self)
    }
}

extension ViewTransform {
    func isEqual(to other: any ViewTransform) -> Bool { other as? Self == self }

    func orderError(_ place: String) -> RecipeError {
        .invalidValue(path: Self.kind, found: "out of order", expected: place)
    }
}
