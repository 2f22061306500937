import ArgumentParser
import Distillery
import Foundation
import Torch

/// `distill doctor`: whether this machine can do the work.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at the engine, the devices, the data and the disk.")

    func run() throws {
        var table = TextTable([.init(""), .init("")])
        let process = ProcessInfo.processInfo
        table.append(["distill", distilleryVersion])
        table.append(["libtorch", Engine.version])
        table.append(["instructions", Engine.cpuCapability])
        table.append(["cores", "\(process.processorCount), \(Engine.threads) threads an operator"])
        table.append(["memory", NumberFormat.bytes(Int(clamping: process.physicalMemory))])
        table.append(["devices", Device.available.map(\.description).joined(separator: ", ")])
        table.append(["disk", try freeSpace()])
        for kind in DatasetCatalog.builtIn.kinds where !kind.sources.isEmpty {
            let options = DatasetOptions()
            let place = kind.isPresent(.train, options) ? "here" : "not here; fetched when needed"
            table.append([kind.name, place])
        }
        print(table.description, terminator: "")
        let product = try Tensor.ones([64, 64]).matrixProduct(with: .ones([64, 64])).sum().item()
        guard product == 64 * 64 * 64 else {
            throw TorchError.engine(operation: "a matrix product", message: "gave \(product)")
        }
        print("\nThe engine computes, and computes right.")
    }

    private func freeSpace() throws -> String {
        let attributes = try FileManager.default.attributesOfFileSystem(
            forPath: FileManager.default.currentDirectoryPath)
        let free = attributes[.systemFreeSize] as? Int ?? 0
        return "\(NumberFormat.bytes(free)) free here"
    }
}
