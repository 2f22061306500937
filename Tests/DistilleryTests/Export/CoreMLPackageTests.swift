import Foundation
import SwiftProtobuf
import Testing
import Torch

@testable import Distillery

/// A package as it lies on disk, read part by part.
struct ReadPackage {
    let model: MILModel
    let weights: [UInt8]
    let manifest: [String: Any]

    init(_ url: URL) throws {
        let data = url.appending(path: "Data/com.apple.CoreML")
        model = try MILModel(
            serializedBytes: Data(contentsOf: data.appending(path: "model.mlmodel")))
        weights = Array(try Data(contentsOf: data.appending(path: "weights/weight.bin")))
        let object = try JSONSerialization.jsonObject(
            with: Data(contentsOf: url.appending(path: "Manifest.json")))
        manifest = try #require(object as? [String: Any])
    }

    var function: MILFunction { model.mlProgram.functions["main"] ?? MILFunction() }
    var block: MILBlock { function.blockSpecializations[function.opset] ?? MILBlock() }
    var operations: [MILOperation] { block.operations }
    var types: Set<String> { Set(operations.map(\.type)) }

    /// What operations state about themselves and about constants, values in the file of weights among it.
    var blobs: [MILValue] {
        operations.flatMap(\.attributes.values).filter {
            if case .blobFileValue = $0.value { return true }
            return false
        }
    }

    func number<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
        let bytes = weights[offset..<offset + MemoryLayout<Number>.size]
        return bytes.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    /// Each thing is made once and before it is used, and every blob lies in the file.
    func requireWhole() throws {
        #expect(model.specificationVersion == 7)
        #expect(function.opset == "CoreML6")
        var made = Set(function.inputs.map(\.name))
        for operation in operations {
            for argument in operation.inputs.values.flatMap(\.arguments) {
                if case .name(let name)? = argument.binding { #expect(made.contains(name)) }
            }
            for output in operation.outputs {
                #expect(made.insert(output.name).inserted, "\(output.name) is made twice")
                let isName = output.name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
                #expect(isName && output.name.first?.isNumber == false, "\(output.name)")
            }
        }
        for output in block.outputs { #expect(made.contains(output)) }
        #expect(Set(model.description_p.input.map(\.name)) == Set(function.inputs.map(\.name)))
        #expect(model.description_p.output.map(\.name) == block.outputs)
        #expect(manifest["fileFormatVersion"] as? String == "1.0.0")

        #expect(number(UInt32.self, at: 0) == UInt32(blobs.count))
        #expect(number(UInt32.self, at: 4) == 2)
        let widths: [MILDataType: Int] = [.float32: 4, .float16: 2, .int8: 1]
        for blob in blobs {
            let offset = Int(blob.blobFileValue.offset)
            let (size, place) = (
                Int(number(UInt64.self, at: offset + 8)),
                Int(number(UInt64.self, at: offset + 16))
            )
            let tensor = blob.type.tensorType
            let count = tensor.dimensions.reduce(1) { $0 * Int($1.constant.size) }
            #expect(number(UInt32.self, at: offset) == 0xDEAD_BEEF)
            #expect(size == count * (widths[tensor.dataType] ?? 0))
            #expect(place % 64 == 0 && offset % 64 == 0 && place + size <= weights.count)
        }
    }
}

@Suite("A Core ML package") struct CoreMLPackageTests {
    private func package(
        of subject: ExportSubject, _ inputs: [CoreMLInput], _ output: CoreMLOutput,
        _ precision: CoreMLPrecision, metadata: CoreMLMetadata = CoreMLMetadata()
    ) throws -> ReadPackage {
        let place = try TemporaryFolder()
        let url = place.url.appending(path: "network.mlpackage")
        try CoreMLExport.write(
            subject.graph,
            CoreMLDescription(
                inputs: inputs, output: output, precision: precision, metadata: metadata),
            to: url)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).count == 1)
        return try ReadPackage(url)
    }

    @Test("is whole for every picture network", arguments: ExportSamples.pictures)
    func pictures(_ name: String) throws {
        let subject = try ExportSamples.subject(of: ExportSamples.pictures(name))
        let read = try package(
            of: subject, [CoreMLSamples.picture(32)], .classes(subject.classNames), .int8)
        try read.requireWhole()
        #expect(read.types.contains("classify"))
        #expect(read.types.contains("constexpr_affine_dequantize"))
        #expect(read.model.description_p.predictedFeatureName == "label")
        let image = read.model.description_p.input[0].type.imageType
        #expect(image.width == 32 && image.height == 32 && image.colorSpace == .rgb)
    }

    @Test("is whole for every text network, with lengths left open", arguments: ExportSamples.texts)
    func texts(_ name: String) throws {
        let subject = try ExportSubject(texts: TextFixture.load(name).network, classNames: [])
        for precision in CoreMLPrecision.allCases {
            let inputs = CoreMLInput.texts(of: subject, longest: 14)
            let read = try package(of: subject, inputs, .array(name: "logits"), precision)
            try read.requireWhole()
            let ids = try #require(read.model.description_p.input.first)
            #expect(ids.name == "input_ids" && ids.type.multiArrayType.dataType == .int32)
            #expect(
                ids.type.multiArrayType.shapeRange.sizeRanges.map(\.upperBound) == [1, 14])
            #expect(!read.types.contains("stack"))
        }
    }

    @Test("of pictures at 224 keeps author, summary and what else was given") func metadata() throws
    {
        let model = try ModelCatalog.builtIn.makeModel(
            .init(kind: "mobilenetv3-small", classes: 3, imageSize: .init(width: 224, height: 224)))
        let subject = try ExportSubject(
            pictures: model, classNames: ["a", "b", "c"], channels: 3,
            size: .init(width: 224, height: 224))
        let read = try package(
            of: subject, [CoreMLSamples.picture(224)], .probabilities(name: "p"), .float16,
            metadata: CoreMLMetadata(summary: "Sorts", author: "Us", userDefined: ["run": "7"]))
        try read.requireWhole()
        let metadata = read.model.description_p.metadata
        #expect(metadata.author == "Us" && metadata.shortDescription == "Sorts")
        #expect(metadata.userDefined == ["run": "7"])
        #expect(read.model.description_p.output[0].type.multiArrayType.shape == [1, 3])
    }

    @Test("has its weights as coremltools writes them, byte for byte") func blobs() throws {
        var blobs = CoreMLBlobs()
        let offsets = [
            blobs.add(try Tensor([0.5, -1.25, 3, 1e-3, 2] as [Float])),
            blobs.add(try Tensor((0..<40).map(Float.init)).to(.float16)),
            blobs.add(try Tensor([-127, 0, 5, 127] as [Float]).to(.int8)),
        ]
        let place = try TemporaryFolder()
        let file = place.url.appending(path: "weight.bin")
        try DurableFile.write(to: file) { try blobs.write(to: $0) }
        let fixture = TextFixture.folder.appending(path: "../export/blobs.bin")
        #expect(try Data(contentsOf: file) == Data(contentsOf: fixture))
        #expect(offsets == [64, 192, 384])
    }

    @Test("has halves as NumPy rounds them") func halves() {
        let expected: [(Double, UInt16)] = [
            (1, 0x3c00), (-2.5, 0xc100), (65504, 0x7bff), (1e-5, 0xa8), (6e-8, 0x1), (0.1, 0x2e66),
            (1.0 / 6, 0x3155), (-30000, 0xf753), (1e-12, 0), (0.99999, 0x3c00), (6.1e-5, 0x3ff),
            (2049, 0x6800),
        ]
        for (number, bits) in expected { #expect(CoreMLNumbers.half(of: number) == bits) }
    }
}
