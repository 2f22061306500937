import Testing

@testable import Distillery

@Suite("Transforms")
struct TransformTests {
    @Test("rotation equals PIL's to a level")
    func rotation() throws {
        struct Case: Decodable {
            let source: PictureFixture
            let degrees: Double
            let result: PictureFixture
        }
        for entry in try DataFixture.decode("rotation.json", as: [Case].self) {
            var result = [UInt8](repeating: 0, count: entry.source.pixels.count)
            entry.source.pixels.withUnsafeBufferPointer { source in
                result.withUnsafeMutableBufferPointer { target in
                    rotate(
                        source, into: target, size: entry.source.size,
                        channels: entry.source.channels, degrees: entry.degrees)
                }
            }
            #expect(greatestDifference(result, entry.result.pixels) <= 1)
        }
    }

    @Test("brightness, contrast, saturation and hue equal torchvision's on float pictures")
    func color() throws {
        struct Colors: Decodable {
            struct Case: Decodable {
                let step: String
                let factor: Double
                let result: PictureFixture
            }
            let source: PictureFixture
            let cases: [Case]
        }
        let colors = try DataFixture.decode("color.json", as: Colors.self)
        let size = colors.source.size
        for entry in colors.cases {
            let step: ColorStep =
                switch entry.step {
                case "brightness": .brightness(entry.factor)
                case "contrast": .contrast(entry.factor)
                case "saturation": .saturation(entry.factor)
                default: .hue(entry.factor)
                }
            let canvas = ViewCanvas(size: size, channels: 3)
            let result = colors.source.pixels.withUnsafeBufferPointer { pixels in
                canvas.load(pixels, imageSize: size, region: nil)
                ColorJitter().apply(.colors([step]), to: canvas)
                return written(canvas)
            }
            // A value that falls between two levels may be rounded either way.
            #expect(
                greatestDifference(result, entry.result.pixels) <= 1,
                "\(entry.step) \(entry.factor)")
            #expect(zip(result, entry.result.pixels).count { $0 != $1 } <= 3)
        }
    }

    /// What is on a canvas, as samples.
    private func written(_ canvas: ViewCanvas) -> [UInt8] {
        let count = canvas.size.width * canvas.size.height * canvas.channels
        let table = (0..<canvas.channels).flatMap { _ in (0..<256).map(Float.init) }
        var numbers = [Float](repeating: 0, count: count)
        numbers.withUnsafeMutableBufferPointer { target in
            table.withUnsafeBufferPointer { table in
                target.baseAddress.map { canvas.write(into: $0, table: table) }
            }
        }
        return numbers.map { UInt8($0) }
    }

    @Test("crop, flip and normalisation in one pass equal torchvision's three, to the bit")
    func fused() throws {
        struct Views: Decodable {
            struct Case: Decodable {
                let x: Int
                let y: Int
                let flip: Bool
                let reflect: Bool
                let result: [Float]
            }
            let source: PictureFixture
            let padding: Int
            let mean: [Double]
            let std: [Double]
            let cases: [Case]
        }
        let views = try DataFixture.decode("view.json", as: Views.self)
        for entry in views.cases {
            let augmentation = try Augmentation([
                Crop(padding: views.padding, reflect: entry.reflect), Flip(),
            ])
            let view = try View(
                augmentation, of: sampleDataset(), size: views.source.size,
                normalization: Normalization(mean: views.mean, std: views.std))
            let draw = ViewDraw(
                transforms: [.crop(x: entry.x, y: entry.y), .flip(entry.flip)], erased: [])
            #expect(rendered(view, views.source.image, draw) == entry.result)
        }
    }

    @Test("a crop after a flip after a crop equals the three done one by one")
    func composed() throws {
        let image = try sampleDataset().image(at: 1, using: ImageDecoder())
        let steps: [(any PictureTransform, TransformDraw)] = [
            (Crop(padding: 3, reflect: true), .crop(x: 5, y: 1)), (Flip(), .flip(true)),
            (Crop(padding: 2), .crop(x: 0, y: 4)),
        ]
        let neutral = Normalization(mean: [0], std: [1])
        func view(_ transforms: [any PictureTransform]) throws -> View {
            try View(Augmentation(transforms), of: sampleDataset(), normalization: neutral)
        }
        let together = rendered(
            try view(steps.map(\.0)), image, ViewDraw(transforms: steps.map(\.1), erased: []))
        var current = image
        for step in steps {
            let numbers = rendered(
                try view([step.0]), current, ViewDraw(transforms: [step.1], erased: []))
            current.pixels = numbers.map { UInt8(($0 * 255).rounded()) }
        }
        #expect(together == current.pixels.map { Float($0) / 255 })
    }

    @Test("erasing writes its value into its box and nowhere else")
    func erasing() throws {
        let image = try sampleDataset().image(at: 1, using: ImageDecoder())
        let view = try sampleView(of: sampleDataset(), Augmentation([Erasing(value: 7)]))
        let plain = rendered(view, image, ViewDraw(transforms: [], erased: [nil]))
        let box = PixelBox(x: 2, y: 3, width: 4, height: 5)
        let erased = rendered(view, image, ViewDraw(transforms: [], erased: [box]))
        for y in 0..<12 {
            for x in 0..<12 {
                let place = (y * 12 + x) * 3
                let isInside = (2..<6).contains(x) && (3..<8).contains(y)
                #expect(erased[place] == (isInside ? 7 : plain[place]))
            }
        }
    }

    private func rendered(_ view: View, _ image: Image, _ draw: ViewDraw) -> [Float] {
        var numbers = [Float](repeating: 0, count: view.elementCount)
        numbers.withUnsafeMutableBufferPointer { target in
            target.baseAddress.map { view.render(image, draw, on: view.makeCanvas(), into: $0) }
        }
        return numbers
    }
}
