import ArgumentParser
import Distillery

/// The flags that say how tables of texts are read and what is asked of them.
struct TextFlags: ParsableArguments {
    @Option(
        help:
            "What is asked: classify (text, pair), regress, embed or mlm, the words hidden. [data.task]"
    )
    var task: String?

    @Option(
        help:
            "The column of the texts, by name or number; a,b names alternatives. [data.table.text]")
    var text: String?

    @Option(help: "The column of the second texts, of pairs. [data.table.text-pair]")
    var textPair: String?

    @Option(help: "The column of the classes. [data.table.label]")
    var label: String?

    @Option(help: "The column of the numbers to predict. [data.table.target]")
    var target: String?

    @Option(help: "The column of what must not be split: a query. [data.table.group]")
    var group: String?

    @Option(help: "The tokens that a text or pair has at most. [data.tokens.max-length]")
    var maxLength: Int?

    /// The recipe's keys with the flags that were given.
    var keys: [(path: String, value: String?)] {
        [
            ("data.task", task), ("data.table.text", text), ("data.table.text-pair", textPair),
            ("data.table.label", label), ("data.table.target", target),
            ("data.table.group", group), ("data.tokens.max-length", maxLength.map(String.init)),
        ]
    }

    /// Writes the flags that were given over the recipe's keys.
    func apply(to tree: inout RecipeTree) throws {
        for case (let path, let value?) in keys { try tree.set(path, to: value) }
    }
}
