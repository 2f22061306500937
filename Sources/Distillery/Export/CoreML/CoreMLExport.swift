import Foundation
import Torch

/// Writes graphs as Core ML packages: what Xcode opens, and apps on Apple's systems run.
///
/// ```swift
/// let graph = try Graph.trace(student, inputs: [example])
/// let picture = CoreMLInput(
///     name: "image", kind: .picture(width: 32, height: 32, normalization: .imageNet))
/// try CoreMLExport.write(
///     graph, CoreMLDescription(inputs: [picture], output: .classes(["cat", "dog"])), to: url)
/// ```
///
/// The program is an ML program of iOS 16 and macOS 13. It takes one example at a time. A text network's
/// graph is traced with ids, mask and segments as inputs of their own; inputs that it does not read are
/// left out.
public enum CoreMLExport {
    static let format = "Core ML"

    /// Writes the package `url`, a folder, whose name ends in `.mlpackage` by custom.
    ///
    /// - Throws: `CoreMLError` where the description does not suit the graph, `ExportError` for calls that
    ///   Core ML has nothing for, `FileError`.
    public static func write(
        _ graph: Graph, _ description: CoreMLDescription, to url: URL
    ) throws {
        try CoreMLModel(graph, description).package.write(to: url)
    }
}
