import ArgumentParser
import Distillery

extension ListCommand {
    /// `distill list taps`: where methods can listen to a network.
    struct Taps: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The module paths of a network, with the shapes of their outputs.",
            discussion: """
                In the order in which the modules run, for one forward pass. Marked are those that \
                methods take when a recipe names no taps.

                  distill list taps resnet20
                  distill list taps vit-tiny --image-size 224 --set model.layers=6
                  distill list taps runs/demo --role teacher
                """)

        @Argument(help: "A network (see 'distill list models'), a model's or a run's folder.")
        var model: String

        @Option(help: "Which model of a run's folder: \(roles).")
        var role = "student"

        @Option(help: "The side of the pictures in pixels; 32 unless a folder says it.")
        var imageSize: Int?

        @Option(help: "1 for grey pictures, 3 for colour; 3 unless a folder says it.")
        var channels: Int?

        @Option(help: "The number of classes; 10 unless a folder says it.")
        var classes: Int?

        @Option(
            name: .customLong("set"),
            help: ArgumentHelp(
                "Any other key of the model, as model.width=0.5.", valueName: "key=value"))
        var assignments: [String] = []

        @Flag(help: "Print a JSON array; shapes are those of one picture, without the batch.")
        var json = false

        private static let roles = ModelRole.allCases.map(\.rawValue).joined(separator: ", ")

        func run() throws {
            let configuration = try configuration()
            let network = try ModelCatalog.builtIn.makeModel(configuration)
            let taps = try network.taps()
            if json { return print(try jsonText(taps)) }
            var table = TextTable([.init("path"), .init("output"), .init("")])
            for tap in taps {
                let shape = (["N"] + tap.shape.map(String.init)).joined(separator: " × ")
                let roles = tap.roles.map(\.rawValue).joined(separator: ", ")
                table.append([tap.path, shape, roles])
            }
            print(table.description, terminator: "")
            let size = configuration.imageSize
            print(
                "\n\(configuration.channels) × \(size.height) × \(size.width) pixels, "
                    + "\(configuration.classes) classes")
            if let grid = network.tokenGrid {
                print(
                    "\(grid.count) tokens: \(grid.leading) before the grid, "
                        + "\(grid.height) × \(grid.width) over the picture")
            }
        }

        /// The network that is meant: one of the catalog, unless there is a folder.
        private func configuration() throws -> ModelConfiguration {
            guard let role = ModelRole(rawValue: role) else {
                throw ValidationError("--role is one of \(Self.roles), not '\(role)'")
            }
            let isName = ModelCatalog.builtIn.entries.contains { $0.name == model }
            if !isName, let found = try ModelConfiguration.inFolder(model, role: role) {
                guard imageSize == nil, channels == nil, classes == nil, assignments.isEmpty else {
                    throw ValidationError(
                        "the network in '\(model)' is what it is; leave out --image-size, "
                            + "--channels, --classes and --set, or name a network")
                }
                return found
            }
            let side = imageSize ?? 32
            return try plan().configuration(
                classes: classes ?? 10, channels: channels ?? 3,
                imageSize: ImageSize(width: side, height: side))
        }

        private func plan() throws -> ModelPlan {
            var tree = RecipeTree()
            try tree.set("model.kind", to: model)
            for assignment in assignments {
                let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else {
                    throw ValidationError("--set takes key=value, found '\(assignment)'")
                }
                try tree.set(parts[0], to: parts[1])
            }
            return try (tree.decode() as TapKeys).model
        }
    }
}

/// The keys that the listing takes, decoded as strictly as a recipe.
private struct TapKeys: Decodable {
    var model: ModelPlan

    enum CodingKeys: String, CodingKey, CaseIterable { case model }

    init(from decoder: any Decoder) throws {
        model = try decoder.strictContainer(keyedBy: CodingKeys.self).decode(.model)
    }
}
