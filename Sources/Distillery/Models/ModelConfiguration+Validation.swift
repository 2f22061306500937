extension ModelConfiguration {
    /// Checks every value that does not depend on the family.
    ///
    /// - Throws: `ModelError.invalidValue` with the key, what was found and what it must be.
    public func validate() throws(ModelError) {
        try require(classes >= 2, "classes", "\(classes)", "2 or more")
        try require(channels >= 1, "channels", "\(channels)", "1 (grey) or 3 (colour)")
        let side = min(imageSize.width, imageSize.height)
        try require(side >= 8, "imageSize", imageSize.description, "8 pixels or more a side")
        if let width {
            try require(width > 0 && width <= 16, "width", "\(width)", "above 0 and at most 16")
        }
        if let dropout {
            try require((0..<1).contains(dropout), "dropout", "\(dropout)", "from 0 to below 1")
        }
        if let blocks {
            try require(!blocks.isEmpty, "blocks", "empty", "at least one block")
            for (index, block) in blocks.enumerated() { try validate(block, "blocks[\(index)]") }
        }
        for (index, size) in (hidden ?? []).enumerated() {
            try require(size >= 1, "hidden[\(index)]", "\(size)", "1 or more")
        }
        if let layers {
            try require((1...100).contains(layers), "layers", "\(layers)", "from 1 to 100")
        }
        if let heads {
            try require((1...64).contains(heads), "heads", "\(heads)", "from 1 to 64")
        }
        if let patch { try require(patch >= 1, "patch", "\(patch)", "1 pixel or more") }
    }

    private func validate(_ block: ConvolutionBlock, _ place: String) throws(ModelError) {
        try require(block.width >= 1, "\(place).width", "\(block.width)", "1 or more")
        try require(
            block.kernel >= 1 && block.kernel % 2 == 1, "\(place).kernel", "\(block.kernel)",
            "odd, so that the picture keeps its size")
        try require(block.stride >= 1, "\(place).stride", "\(block.stride)", "1 or more")
    }

    private func require(
        _ holds: Bool, _ key: String, _ found: String, _ expected: String
    ) throws(ModelError) {
        guard holds else { throw .invalidValue(key: key, found: found, expected: expected) }
    }
}
