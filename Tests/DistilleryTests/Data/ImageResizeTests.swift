import Testing

@testable import Distillery

@Suite("Image resizing")
struct ImageResizeTests {
    struct Case: Decodable {
        let source: PictureFixture
        let box: [Int]?
        let result: PictureFixture
    }

    @Test("equals PIL's antialiased bilinear resize, of the whole and of a part")
    func equalsPIL() throws {
        let resizer = ImageResize()
        var exact = 0
        for entry in try DataFixture.decode("resize.json", as: [Case].self) {
            let region = entry.box.map { PixelBox(x: $0[0], y: $0[1], width: $0[2], height: $0[3]) }
            let result = resizer.resize(entry.source.image, region: region, to: entry.result.size)
            // To the bit, but where one side grows and the other shrinks: releases of Pillow
            // differ in which they resize first, and so in the last rounding.
            #expect(greatestDifference(result.pixels, entry.result.pixels) <= 1)
            exact += result == entry.result.image ? 1 : 0
        }
        #expect(exact >= 6)
    }

    @Test("leaves a picture that has the size already")
    func identity() throws {
        let image = try sampleDataset().image(at: 3, using: ImageDecoder())
        #expect(ImageResize().resize(image, to: image.size) == image)
    }

    @Test("fills a shape with the largest centred part")
    func centred() {
        let wide = ImageSize(width: 10, height: 4)
        let square = ImageSize(width: 32, height: 32)
        #expect(
            PixelBox(centredIn: wide, shapedAs: square) == PixelBox(x: 3, y: 0, width: 4, height: 4)
        )
        let tall = ImageSize(width: 1, height: 9)
        #expect(
            PixelBox(centredIn: tall, shapedAs: square) == PixelBox(x: 0, y: 4, width: 1, height: 1)
        )
    }
}
