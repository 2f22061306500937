/// What the demonstrations do.
enum DemoRecipe {
    /// The same as `Examples/demo.yaml`.
    static let pictures = """
        name: demo
        data:
          dataset: fashion-mnist
          augmentation: []
        teacher:
          model: resnet8
          training:
            epochs: 4
            batch-size: 128
            optimizer: {kind: sgd, learning-rate: 0.2}
            schedule: one-cycle
        student:
          model: cnn
        method: {kind: kd, temperature: 1, alpha: 0.5}
        training:
          epochs: 5
          batch-size: 128
          optimizer: {kind: adamw, learning-rate: 0.01}
          schedule: one-cycle
        """

    /// The same as `Examples/demo-address.yaml`.
    static let addresses = """
        name: demo-address
        data:
          dataset: synthetic-addresses
          address: {overlap: true}
          tokens: {max-length: 64}
        teacher:
          model: {kind: transformer, layers: 2, heads: 4, hidden-size: 96, positions: 64, dropout: 0, address: true}
          training:
            epochs: 4
            batch-size: 32
            optimizer: {kind: adamw, learning-rate: 0.001, weight-decay: 0.01}
            schedule: {kind: cosine, warm-up-epochs: 0.3}
            clip-norm: 1
        student:
          model: {kind: transformer, layers: 2, heads: 4, hidden-size: 64, positions: 64, dropout: 0, address: true}
        method: {kind: kd, alpha: 0.9, temperature: 2}
        training:
          epochs: 6
          batch-size: 32
          optimizer: {kind: adamw, learning-rate: 0.001, weight-decay: 0.01}
          schedule: {kind: cosine, warm-up-epochs: 0.3}
          clip-norm: 1
        """
}
