import Testing

@testable import Distillery

@Suite("Image decoder")
struct ImageDecoderTests {
    static let names = [
        "alpha.png", "bits.png", "cmyk.jpg", "colour-420.jpg", "colour-444.jpg", "colour.png",
        "grey-16.png", "grey-alpha.png", "grey.jpg", "grey.png", "palette-transparent.png",
        "palette.png", "progressive.jpg", "renamed-png.jpg",
    ]

    @Test("reads the colours that PIL reads", arguments: names)
    func colour(name: String) throws {
        let expected = try DataFixture.decode("images.json", as: [String: PictureFixture].self)
        let reference = try #require(expected[name]?.image)
        let image = try ImageDecoder().decode(path: DataFixture.path("images/\(name)"), channels: 3)
        #expect(image.size == reference.size)
        // Releases of libjpeg-turbo differ by a level in converting colours.
        let tolerance = name.hasSuffix(".png") || name.hasPrefix("renamed") ? 0 : 1
        #expect(greatestDifference(image.pixels, reference.pixels) <= tolerance)
    }

    @Test("reads grey as the luma of the colours", arguments: names)
    func grey(name: String) throws {
        let decoder = ImageDecoder()
        let path = DataFixture.path("images/\(name)")
        let grey = try decoder.decode(path: path, channels: 1)
        let reference = try decoder.decode(path: path, channels: 3).converted(toChannels: 1)
        #expect(grey.channels == 1)
        // A JPEG's luma is read as it was stored, before colours are rounded and clamped.
        let isColourJPEG = ["colour-420.jpg", "colour-444.jpg", "progressive.jpg"].contains(name)
        #expect(
            greatestDifference(grey.pixels, reference.pixels) <= (isColourJPEG ? 2 : 0)
                || isColourJPEG && meanDifference(grey, reference) < 3)
    }

    private func meanDifference(_ one: Image, _ other: Image) -> Double {
        let sum = zip(one.pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(sum) / Double(one.pixels.count)
    }

    @Test(
        "refuses data that ends early",
        arguments: ["truncated.jpg", "header-only.jpg", "truncated.png"])
    func truncated(name: String) throws {
        let error = #expect(throws: ImageError.self) {
            try ImageDecoder().decode(path: DataFixture.path("hostile/\(name)"), channels: 3)
        }
        let format = name.hasSuffix(".png") ? "PNG" : "JPEG"
        guard case .damaged(format, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("reads on after a picture that failed")
    func readsOn() throws {
        let decoder = ImageDecoder()
        let whole = DataFixture.path("images/colour-420.jpg")
        let before = try decoder.decode(path: whole, channels: 3)
        _ = try? decoder.decode(path: DataFixture.path("hostile/truncated.jpg"), channels: 3)
        #expect(try decoder.decode(path: whole, channels: 3) == before)
    }

    @Test("refuses dimensions beyond its limit by the header alone")
    func huge() throws {
        #expect(throws: ImageError.tooLarge(width: 60000, height: 60000, limit: 64 << 20)) {
            try ImageDecoder().decode(path: DataFixture.path("hostile/huge.png"), channels: 3)
        }
        #expect(throws: ImageError.tooLarge(width: 17, height: 12, limit: 200)) {
            try ImageDecoder(pixelLimit: 200).decode(
                path: DataFixture.path("images/colour-420.jpg"), channels: 3)
        }
    }

    @Test("names foreign formats by their bytes, whatever the file is called")
    func foreign() throws {
        let decoder = ImageDecoder()
        func error(_ name: String) -> ImageError? {
            do {
                _ = try decoder.decode(path: DataFixture.path("hostile/\(name)"), channels: 3)
                return nil
            } catch {
                return error
            }
        }
        #expect(error("foreign.gif") == .foreignFormat("GIF"))
        #expect(error("text.jpg") == .foreignFormat(nil))
        #expect(error("empty.png") == .empty)
        guard case .file = error("absent.png") else {
            Issue.record("an absent file is no file error")
            return
        }
    }

    @Test("survives any single damaged byte")
    func damage() throws {
        let decoder = ImageDecoder()
        for name in ["colour-420.jpg", "palette.png"] {
            let whole = try DataFixture.bytes("images/\(name)")
            for place in whole.indices {
                var bytes = whole
                bytes[place] ^= 0x55
                if let image = try? decoder.decode(bytes, channels: 3) {
                    #expect(image.pixels.count == image.width * image.height * 3)
                }
            }
        }
    }
}
