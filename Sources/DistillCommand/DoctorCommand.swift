import ArgumentParser
import Distillery
import Foundation
import Torch

/// `distill doctor`: whether this machine can do the work.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at the engine, the devices, the data and the disk.")

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        var facts = Facts()
        let process = ProcessInfo.processInfo
        facts.add("distill", distilleryVersion)
        facts.add("libtorch", Engine.version)
        facts.add("instructions", Engine.cpuCapability)
        facts.add("cores", "\(process.processorCount), \(Engine.threads) threads an operator")
        facts.add("memory", NumberFormat.bytes(Int(clamping: process.physicalMemory)))
        facts.add("devices", Device.available.map(\.description).joined(separator: ", "))
        facts.add("disk", try freeSpace())
        facts.add("onnxruntime", onnxRuntime())
        for kind in DatasetCatalog.builtIn.kinds where !kind.sources.isEmpty {
            let options = DatasetOptions()
            let place = kind.isPresent(.train, options) ? "here" : "not here; fetched when needed"
            facts.add(kind.name, place)
        }
        let product = try Tensor.ones([64, 64]).matrixProduct(with: .ones([64, 64])).sum().item()
        guard product == 64 * 64 * 64 else {
            throw TorchError.engine(operation: "a matrix product", message: "gave \(product)")
        }
        try facts.print(asJSON: json, conclusion: "The engine computes, and computes right.")
    }

    /// Exported files are run by it, where it is.
    private func onnxRuntime() -> String {
        do {
            let runtime = try OnnxRuntime()
            return "\(runtime.version), \(runtime.path)"
        } catch .missing {
            return "not here; 'pip install onnxruntime' brings it"
        } catch {
            return "\(error)"
        }
    }

    private func freeSpace() throws -> String {
        let attributes = try FileManager.default.attributesOfFileSystem(
            forPath: FileManager.default.currentDirectoryPath)
        let free = attributes[.systemFreeSize] as? Int ?? 0
        return "\(NumberFormat.bytes(free)) free here"
    }
}
