/// The version of Distillery, as `distill --version` prints it.
public let distilleryVersion = "0.1.0"
