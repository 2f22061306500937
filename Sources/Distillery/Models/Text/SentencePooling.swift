import Foundation
import Torch

/// How a sentence-transformers folder makes a sentence's vector from the states of its tokens:
/// `modules.json` and the `config.json` of its pooling.
struct SentencePooling {
    var pooling: TextPooling
    var isNormalised: Bool

    private struct Step: Decodable {
        var path: String
        var type: String
    }

    init(pooling: TextPooling, isNormalised: Bool) {
        self.pooling = pooling
        self.isNormalised = isNormalised
    }

    /// What the folder says; `nil` where it is no sentence-transformers folder.
    ///
    /// - Throws: `TextError` for steps that are not known here.
    init?(folder: URL) throws {
        let file = folder.appending(path: "modules.json")
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        (pooling, isNormalised) = (.mean, false)
        for step in try decodeJSON([Step].self, at: file) {
            switch step.type.split(separator: ".").last {
            case "Transformer": break
            case "Normalize": isNormalised = true
            case "Pooling" where !step.path.split(separator: "/").contains(".."):
                pooling = try Self.pooling(
                    in: folder.appending(path: step.path).appending(path: "config.json"))
            default:
                throw TextError.file(
                    path: file.path,
                    .invalidValue(
                        key: "type", found: "'\(step.type)'",
                        expected: "Transformer, Pooling or Normalize"))
            }
        }
    }

    private static func pooling(in file: URL) throws -> TextPooling {
        let modes = try decodeJSON(PoolingModes.self, at: file)
        guard modes.chosen.count == 1, let mode = modes.chosen.first,
            let pooling = TextPooling(rawValue: mode)
        else {
            throw TextError.file(
                path: file.path,
                .invalidValue(
                    key: "pooling_mode", found: modes.chosen.joined(separator: ", "),
                    expected: "one of mean, cls and max"))
        }
        return pooling
    }

    /// The modes that are switched on, in the older form (`pooling_mode_mean_tokens`) or the newer.
    private struct PoolingModes: Decodable {
        var chosen: [String]

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: ConfigurationKey.self)
            if let mode = try? values.decode(String.self, forKey: ConfigurationKey("pooling_mode"))
            {
                chosen = [mode]
                return
            }
            let modes = values.allKeys.filter { $0.stringValue.hasPrefix("pooling_mode_") }
            chosen = try modes.filter { try values.decode(Bool.self, forKey: $0) }.map { key in
                ["pooling_mode_", "_tokens", "_token"].reduce(key.stringValue) { name, part in
                    name.replacing(part, with: "")
                }
            }.sorted()
        }
    }

    /// Writes the files that say it, beside a network's `config.json`.
    func write(to folder: URL, width: Int) throws {
        let poolingFolder = folder.appending(path: "1_Pooling")
        try FileManager.default.createDirectory(
            at: poolingFolder, withIntermediateDirectories: true)
        let modes = TextPooling.allCases.map { kind in
            let name = kind == .firstToken ? "cls_token" : "\(kind.rawValue)_tokens"
            return "  \"pooling_mode_\(name)\": \(kind == pooling)"
        }
        let config = (["  \"word_embedding_dimension\": \(width)"] + modes)
            .joined(separator: ",\n")
        try DurableFile.write(
            "{\n\(config)\n}\n".utf8, to: poolingFolder.appending(path: "config.json"))
        let steps =
            [("", "Transformer"), ("1_Pooling", "Pooling")]
            + (isNormalised ? [("2_Normalize", "Normalize")] : [])
        if isNormalised {
            try FileManager.default.createDirectory(
                at: folder.appending(path: "2_Normalize"), withIntermediateDirectories: true)
        }
        let modules = steps.enumerated().map { index, step in
            "  {\"idx\": \(index), \"name\": \"\(index)\", \"path\": \"\(step.0)\", "
                + "\"type\": \"sentence_transformers.models.\(step.1)\"}"
        }.joined(separator: ",\n")
        try DurableFile.write("[\n\(modules)\n]\n".utf8, to: folder.appending(path: "modules.json"))
    }
}
