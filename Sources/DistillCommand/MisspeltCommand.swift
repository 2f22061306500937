import ArgumentParser
import Torch

/// The suggestion for a misspelt subcommand, which the parser makes for options alone.
enum MisspeltCommand {
    /// A sentence to add to the parser's message; nil where no word of the request is misspelt.
    static func hint(
        for error: any Error, arguments: [String] = Array(CommandLine.arguments.dropFirst())
    ) -> String? {
        guard Distill.exitCode(for: error) != .success else { return nil }
        var command: any ParsableCommand.Type = Distill.self
        for word in arguments {
            let below = command.configuration.subcommands
            if below.isEmpty || word.hasPrefix("-") { return nil }
            if let next = below.first(where: { name(of: $0) == word }) {
                command = next
                continue
            }
            return nearestName(to: word, in: below.map(name)).map { "\nDid you mean '\($0)'?" }
        }
        return nil
    }

    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? "\(command)".lowercased()
    }
}
