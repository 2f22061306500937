import Torch

extension MobileNetV3 {
    /// Kernel, expanded channels, channels, squeeze-and-excitation, activation, stride.
    private static func row(
        _ kernel: Int, _ expanded: Int, _ channels: Int, _ squeezes: Bool,
        _ activation: Activation.Kind, _ stride: Int
    ) -> Row {
        Row(
            kernel: kernel, expanded: expanded, channels: channels, squeezes: squeezes,
            activation: activation, stride: stride)
    }

    /// Table 2 of the paper.
    static let smallRows = [
        row(3, 16, 16, true, .relu, 2),
        row(3, 72, 24, false, .relu, 2),
        row(3, 88, 24, false, .relu, 1),
        row(5, 96, 40, true, .hardSwish, 2),
        row(5, 240, 40, true, .hardSwish, 1),
        row(5, 240, 40, true, .hardSwish, 1),
        row(5, 120, 48, true, .hardSwish, 1),
        row(5, 144, 48, true, .hardSwish, 1),
        row(5, 288, 96, true, .hardSwish, 2),
        row(5, 576, 96, true, .hardSwish, 1),
        row(5, 576, 96, true, .hardSwish, 1),
    ]

    /// Table 1 of the paper.
    static let largeRows = [
        row(3, 16, 16, false, .relu, 1),
        row(3, 64, 24, false, .relu, 2),
        row(3, 72, 24, false, .relu, 1),
        row(5, 72, 40, true, .relu, 2),
        row(5, 120, 40, true, .relu, 1),
        row(5, 120, 40, true, .relu, 1),
        row(3, 240, 80, false, .hardSwish, 2),
        row(3, 200, 80, false, .hardSwish, 1),
        row(3, 184, 80, false, .hardSwish, 1),
        row(3, 184, 80, false, .hardSwish, 1),
        row(3, 480, 112, true, .hardSwish, 1),
        row(3, 672, 112, true, .hardSwish, 1),
        row(5, 672, 160, true, .hardSwish, 2),
        row(5, 960, 160, true, .hardSwish, 1),
        row(5, 960, 160, true, .hardSwish, 1),
    ]

    private static let paper = "Howard et al.: Searching for MobileNetV3, 2019"

    static let entries = [
        ModelCatalog.Entry(
            name: "mobilenetv3-small", family: "mobilenetv3",
            summary: "inverted residuals with squeeze-and-excitation, the small one",
            paper: paper, options: [.width, .dropout]
        ) { try MobileNetV3($0, rows: smallRows, hidden: 1024) },
        ModelCatalog.Entry(
            name: "mobilenetv3-large", family: "mobilenetv3",
            summary: "inverted residuals with squeeze-and-excitation, the large one",
            paper: paper, options: [.width, .dropout]
        ) { try MobileNetV3($0, rows: largeRows, hidden: 1280) },
    ]
}
