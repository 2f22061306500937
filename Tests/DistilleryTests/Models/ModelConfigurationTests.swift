import Foundation
import Testing
import Torch

@testable import Distillery

@Suite struct ModelConfigurationTests {
    private let size = ImageSize(width: 28, height: 28)

    @Test("a model made again from its own JSON has the same names and shapes")
    func rebuilds() throws {
        let model = try ModelCatalog.builtIn.makeModel(
            .init(
                kind: "cnn", classes: 10, channels: 1, imageSize: size, dropout: 0.1,
                blocks: [
                    .init(width: 8, kernel: 5, stride: 2), .init(width: 12, separable: true),
                ]))
        let text = try JSONEncoder().encode(model.configuration)
        let decoded = try JSONDecoder().decode(ModelConfiguration.self, from: text)
        #expect(decoded == model.configuration)
        let again = try ModelCatalog.builtIn.makeModel(decoded)
        #expect(ModelFormula.digest(again) == ModelFormula.digest(model))
    }

    @Test("a model's configuration has the family's defaults filled in") func fillsDefaults() throws
    {
        let small = try ModelCatalog.builtIn.makeModel(
            .init(kind: "resnet8", classes: 10, imageSize: size))
        #expect(small.configuration.shortcut == .padding)
        let wide = try ModelCatalog.builtIn.makeModel(
            .init(kind: "resnet8x4", classes: 10, imageSize: size))
        #expect(wide.configuration.shortcut == .projection)
        let stack = try ModelCatalog.builtIn.makeModel(
            .init(kind: "cnn", classes: 10, channels: 1, imageSize: size))
        #expect(stack.configuration.blocks == ConvolutionalNet.standardBlocks)
    }

    @Test("an unknown key is an error that names the nearest") func unknownKey() {
        let text = """
            {"kind": "cnn", "classes": 10, "imageSize": {"width": 28, "height": 28}, "widht": 2}
            """
        #expect {
            try JSONDecoder().decode(ModelConfiguration.self, from: Data(text.utf8))
        } throws: { error in
            guard case .unknownKey(_, "widht", "width", _)? = error as? RecipeError else {
                return false
            }
            return true
        }
    }

    @Test(
        "values that no model can have are refused by key",
        arguments: [
            ("classes", #""classes": 1, "imageSize": {"width": 28, "height": 28}"#),
            ("imageSize", #""classes": 10, "imageSize": {"width": 4, "height": 28}"#),
            (
                "width",
                #""classes": 10, "imageSize": {"width": 28, "height": 28}, "width": 0"#
            ),
            (
                "blocks[0].kernel",
                #"""
                "classes": 10, "imageSize": {"width": 28, "height": 28},
                "blocks": [{"width": 8, "kernel": 2}]
                """#
            ),
            (
                "layers",
                #""classes": 10, "imageSize": {"width": 32, "height": 32}, "layers": 0"#
            ),
            (
                "heads",
                #""classes": 10, "imageSize": {"width": 32, "height": 32}, "heads": 65"#
            ),
            (
                "patch",
                #""classes": 10, "imageSize": {"width": 32, "height": 32}, "patch": 0"#
            ),
        ])
    func refuses(key: String, values: String) {
        #expect {
            try JSONDecoder().decode(
                ModelConfiguration.self, from: Data(#"{"kind": "cnn", \#(values)}"#.utf8))
        } throws: { error in
            guard case .invalidValue(key, _, _)? = error as? RecipeError else { return false }
            return true
        }
    }

    @Test("channels round to eights as torchvision rounds them") func rounds() {
        // torchvision.models._utils._make_divisible(x, 8)
        let expected = [(3.0, 8), (11.2, 16), (12, 16), (33.6, 32), (39.2, 40), (90, 88)]
        for (channels, rounded) in expected { #expect(roundedToEights(channels) == rounded) }
    }
}
