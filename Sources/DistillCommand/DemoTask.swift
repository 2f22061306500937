import ArgumentParser

/// What `distill demo` shows.
enum DemoTask: String, ExpressibleByArgument, CaseIterable {
    /// A ResNet teaches a small network on Fashion-MNIST.
    case pictures
    /// A transformer teaches a smaller one which address pairs match, made up by rule.
    case address

    /// The recipe in YAML.
    var recipe: String {
        switch self {
        case .pictures: DemoRecipe.pictures
        case .address: DemoRecipe.addresses
        }
    }
}
