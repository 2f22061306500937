import ArgumentParser
import Distillery

/// `distill list`: what can be named in recipes and flags.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract:
            "List models, datasets, methods, strategies of choosing, or the taps of a network.",
        subcommands: [Models.self, Datasets.self, Methods.self, Strategies.self, Taps.self])

    struct Models: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The networks, with parameters and multiply-adds of one picture.",
            discussion: "Both are computed by recording the forward pass, for the size given.")

        @Option(help: "The side of the pictures in pixels.")
        var imageSize = 32

        @Option(help: "1 for grey pictures, 3 for colour.")
        var channels = 3

        @Option(help: "The number of classes.")
        var classes = 10

        @Flag(help: "Print a JSON array.")
        var json = false

        func run() throws {
            let costs = try ModelCatalog.builtIn.costs(
                classes: classes, channels: channels, imageSize: imageSize)
            if json { return print(try costs.json()) }
            var table = TextTable([
                .init("model"), .init("parameters", .right), .init("multiply-adds", .right),
                .init(""),
            ])
            for cost in costs {
                table.append([
                    cost.name, NumberFormat.count(cost.parameters),
                    NumberFormat.count(cost.multiplyAdds), cost.summary,
                ])
            }
            print(table.description, terminator: "")
            print("\n\(channels) × \(imageSize) × \(imageSize) pixels, \(classes) classes")
            let shown = Set(costs.map(\.name))
            let others = ModelCatalog.builtIn.entries.map(\.name).filter { !shown.contains($0) }
            if !others.isEmpty { print("not for this size: \(others.joined(separator: ", "))") }
        }
    }

    struct Datasets: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The datasets, and whether they are here.")

        @Option(help: "The folder of the data.")
        var data: String?

        @Flag(help: "Print a JSON array.")
        var json = false

        private struct Entry: Encodable {
            var name: String
            var isHere: Bool
            var summary: String
        }

        func run() throws {
            let options = DatasetOptions(directory: data)
            let catalog = DatasetCatalog.builtIn
            let entries =
                catalog.kinds.map {
                    Entry(
                        name: $0.name, isHere: $0.isPresent(.train, options), summary: $0.summary)
                }
                + catalog.texts.map {
                    Entry(name: $0.name, isHere: $0.isPresent(data), summary: $0.summary)
                }
            if json { return print(try jsonText(entries)) }
            var table = TextTable([.init("dataset"), .init("here"), .init("")])
            for entry in entries {
                table.append([entry.name, entry.isHere ? "yes" : "no", entry.summary])
            }
            print(table.description, terminator: "")
        }
    }

    struct Methods: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The ways of teaching, with paper, needs and defaults.",
            discussion: "  distill list methods rkd")

        @Argument(help: "Methods to show; all of them where none is named.")
        var names: [String] = []

        @Flag(help: "Print a JSON array.")
        var json = false

        func run() throws {
            for name in names { _ = try MethodCatalog.standard.type(named: name, path: "method") }
            let entries = try MethodCatalog.standard.descriptions.filter { entry in
                names.isEmpty || names.contains(entry.name)
            }
            if json { return print(try jsonText(entries)) }
            print(entries.map(\.text).joined(separator: "\n\n"))
        }
    }

    struct Strategies: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The ways of choosing examples to ask about, for 'distill select'.")

        @Flag(help: "Print a JSON array.")
        var json = false

        func run() throws {
            let entries = SelectionCatalog.strategies
            if json { return print(try jsonText(entries)) }
            var table = TextTable([.init("strategy"), .init("compares models"), .init("")])
            for entry in entries {
                table.append([entry.name, entry.needsCommittee ? "yes" : "no", entry.summary])
            }
            print(table.description, terminator: "")
            print(
                "\nA score may have '+diversity' after it: the farthest of those that it lets through."
            )
        }
    }
}
