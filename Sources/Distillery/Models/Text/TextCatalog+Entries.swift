extension TextCatalog.Entry {
    /// BERT in its published sizes, those of its students too.
    static let berts = [
        bert("bert-base", 12, 768, 12, paper: devlin),
        bert("bert-large", 24, 1024, 16, paper: devlin),
        bert("bert-medium", 8, 512, 8, paper: turc),
        bert("bert-small", 4, 512, 8, paper: turc),
        bert("bert-mini", 4, 256, 4, paper: turc),
        bert("bert-tiny", 2, 128, 2, paper: turc),
        bert("tinybert-6", 6, 768, 12, paper: jiao),
        bert("tinybert-4", 4, 312, 12, hidden: 1200, paper: jiao),
        bert("minilm-12", 12, 384, 12, paper: wang),
        bert("minilm-6", 6, 384, 12, paper: wang),
        TextCatalog.Entry(
            name: "minilm", family: .bert,
            summary: "BERT, layers to choose of width 384: 6, 12 heads", paper: wang,
            options: [.layers, .dropout, .length]
        ) { ($0.layers, $0.width, $0.heads, $0.hidden) = (6, 384, 12, 1536) },
        TextCatalog.Entry(
            name: "bert", family: .bert,
            summary: "BERT with layers, width and heads to choose: 12, 768 and 12", paper: devlin,
            options: [.layers, .width, .heads, .hidden, .dropout, .length]
        ) { ($0.layers, $0.width, $0.heads, $0.hidden) = (12, 768, 12, 3072) },
    ]

    /// Other architectures with attention.
    static let relatives = [
        TextCatalog.Entry(
            name: "distilbert", family: .distilbert,
            summary: "DistilBERT, 6 layers of width 768, 12 heads",
            paper: "Sanh et al.: DistilBERT, a distilled version of BERT, 2019"),
        TextCatalog.Entry(
            name: "roberta-base", family: .roberta,
            summary: "RoBERTa, 12 layers of width 768, 12 heads",
            paper: "Liu et al.: RoBERTa: a robustly optimized BERT pretraining approach, 2019"),
        TextCatalog.Entry(
            name: "albert-base", family: .albert,
            summary: "ALBERT, one layer of width 768 run 12 times, 12 heads",
            paper: "Lan et al.: ALBERT: a lite BERT for self-supervised learning, 2019"
        ),
        TextCatalog.Entry(
            name: "mobilebert", family: .mobilebert,
            summary: "MobileBERT, 24 layers of width 128 between states of width 512, 4 heads",
            paper: "Sun et al.: MobileBERT: a compact task-agnostic BERT, 2020"),
    ]

    /// Networks for small machines and for training from nothing.
    static let small = [
        TextCatalog.Entry(
            name: "transformer", family: .bert,
            summary: "BERT with layers, width and heads to choose: 4, 256 and 4",
            paper: devlin, options: [.layers, .width, .heads, .hidden, .dropout, .length]
        ) { ($0.layers, $0.width, $0.heads, $0.hidden) = (4, 256, 4, 1024) },
        TextCatalog.Entry(
            name: "text-cnn", family: .convolution,
            summary: "convolutions over 3, 4 and 5 words of 128 filters each, read by attention",
            paper: "Kim: Convolutional neural networks for sentence classification, 2014",
            options: [.width, .embeddingWidth, .kernels, .dropout]),
        TextCatalog.Entry(
            name: "bilstm", family: .recurrence,
            summary: "a recurrent network of width 128 in both directions, read by attention",
            paper: "Yang et al.: Hierarchical attention networks, 2016",
            options: [.width, .embeddingWidth, .layers, .dropout]),
    ]

    private static let devlin = "Devlin et al.: BERT, 2018"
    private static let turc = "Turc et al.: Well-read students learn better, 2019"
    private static let jiao = "Jiao et al.: TinyBERT: distilling BERT, 2019"
    private static let wang = "Wang et al.: MiniLM: deep self-attention distillation, 2020"

    private static func bert(
        _ name: String, _ layers: Int, _ width: Int, _ heads: Int, hidden: Int? = nil,
        paper: String
    ) -> TextCatalog.Entry {
        TextCatalog.Entry(
            name: name, family: .bert,
            summary: "BERT, \(layers) layers of width \(width), \(heads) heads", paper: paper
        ) {
            ($0.layers, $0.width, $0.heads, $0.hidden) = (layers, width, heads, hidden ?? 4 * width)
        }
    }
}
