/// What the demonstration does; the same as `Examples/demo.yaml`.
enum DemoRecipe {
    static let yaml = """
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
}
