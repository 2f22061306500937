import ArgumentParser

/// What `distill demo` shows.
enum DemoTask: String, ExpressibleByArgument, CaseIterable {
    /// A ResNet teaches a small network on Fashion-MNIST.
    case pictures
    /// A transformer is grown on address pairs made up by rule and teaches a smaller one.
    case address
}
