import Foundation
import Testing
import Yams

@testable import Distillery

@Suite("Augmentation in a recipe")
struct AugmentationTests {
    private func decode(_ yaml: String) throws -> Augmentation {
        do {
            return try YAMLDecoder().decode([String: Augmentation].self, from: yaml)["augment"]
                ?? .none
        } catch let DecodingError.dataCorrupted(context) {
            throw context.underlyingError ?? DecodingError.dataCorrupted(context)
        }
    }

    @Test("reads kinds with and without values")
    func reads() throws {
        let augmentation = try decode(
            """
            augment:
              - {kind: crop, padding: 3, reflect: true}
              - flip
              - {kind: color-jitter, brightness: 0.2, hue: 0.1}
              - kind: erasing
              - {kind: mixup, alpha: 0.4}
              - {kind: normalize, mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2]}
            """)
        #expect(
            try augmentation
                == Augmentation([
                    Crop(padding: 3, reflect: true), Flip(),
                    ColorJitter(brightness: 0.2, hue: 0.1), Erasing(), Mixup(alpha: 0.4),
                    Normalization(mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2]),
                ]))
    }

    @Test("is the same after writing and reading")
    func roundTrip() throws {
        let augmentation = try Augmentation([
            RandomResizedCrop(ratio: [0.8, 1.25]), Crop(padding: 2), Flip(probability: 0.3),
            ColorJitter(hue: 0.2),
            Rotation(degrees: 9), Erasing(value: 1), Mixup(), Cutmix(),
            Normalization(mean: [0.1], std: [0.2]),
        ])
        let data = try JSONEncoder().encode(augmentation)
        #expect(try JSONDecoder().decode(Augmentation.self, from: data) == augmentation)
        let yaml = try YAMLEncoder().encode(augmentation)
        let again = try YAMLDecoder().decode(Augmentation.self, from: yaml)
        #expect(again == augmentation, "\(yaml)")
        let center = try Augmentation([CenterCrop(fraction: 0.5)])
        let centerAgain = try JSONDecoder().decode(
            Augmentation.self, from: JSONEncoder().encode(center))
        #expect(centerAgain == center && centerAgain != augmentation)
    }

    @Test("names the unknown key and the nearest known one")
    func unknownKey() {
        #expect(
            throws: RecipeError.unknownKey(
                path: "augment[1]", key: "paddding", nearest: "padding",
                allowed: ["kind", "padding", "reflect"])
        ) {
            try decode("augment:\n  - flip\n  - {kind: crop, paddding: 4}\n")
        }
    }

    @Test("names the unknown kind and the nearest known one")
    func unknownKind() throws {
        let error = #expect(throws: RecipeError.self) {
            try decode("augment: [color_jiter]\n")
        }
        guard case .unknownName("augment[0]", "color_jiter", "color-jitter", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(
        "refuses values out of range and lists out of order",
        arguments: [
            ("augment: [{kind: crop, padding: -1}]", "augment[0].padding"),
            ("augment: [{kind: crop, padding: wide}]", "augment[0].padding"),
            ("augment: [{kind: flip, probability: 1.5}]", "augment[0].probability"),
            ("augment: [{kind: mixup, alpha: 0}]", "augment[0].alpha"),
            ("augment: [{kind: color-jitter, hue: 0.7}]", "augment[0].hue"),
            ("augment: [{kind: random-resized-crop, scale: [1, 0.5]}]", "augment[0].scale"),
            ("augment: [{kind: normalize, mean: [0.5], std: [0]}]", "augment[0].std"),
            ("augment: [{kind: normalize, mean: [0.5], std: [.nan]}]", "augment[0].std"),
            ("augment: [mixup, flip]", "augment[1].flip"),
            ("augment: [flip, random-resized-crop]", "augment[1].random-resized-crop"),
            ("augment: [mixup, erasing]", "augment[1].erasing"),
        ])
    func invalid(yaml: String, place: String) {
        let error = #expect(throws: RecipeError.self) { try decode(yaml) }
        switch error {
        case .invalidValue(let path, _, _), .wrongType(let path, _, _): #expect(path == place)
        default: Issue.record("\(String(describing: error))")
        }
    }

    @Test("says that normalize needs its numbers")
    func missing() {
        #expect(throws: RecipeError.missingKey(path: "augment[0]", key: "mean")) {
            try decode("augment: [normalize]")
        }
        #expect(throws: RecipeError.missingKey(path: "augment[0]", key: "kind")) {
            try decode("augment: [{padding: 4}]")
        }
    }

    @Test("refuses means that do not fit the dataset's channels")
    func channels() throws {
        let augmentation = try Augmentation([Normalization(mean: [0, 0, 0], std: [1, 1, 1])])
        #expect(throws: DatasetError.self) {
            try sampleView(of: sampleDataset(channels: 1), augmentation)
        }
    }
}
