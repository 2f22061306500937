import Foundation
import Testing

@testable import Distillery

@Suite struct TextConfigurationTests {
    private func decoded(_ text: String) throws -> TextConfiguration {
        try JSONDecoder().decode(TextConfiguration.self, from: Data(text.utf8))
    }

    @Test("an unknown type is an error that names the nearest") func unknownType() throws {
        #expect(
            throws: TextError.unknownFamily(
                name: "distillbert", nearest: "distilbert",
                known: TextFamily.allCases.map(\.rawValue))
        ) { try decoded(#"{"model_type": "distillbert", "vocab_size": 10}"#) }
    }

    @Test(
        "numbers that no network has are refused, with their key",
        arguments: [
            (#""vocab_size": -5"#, "vocab_size"),
            (#""vocab_size": 10, "hidden_size": 4611686018427387904"#, "hidden_size"),
            (#""vocab_size": 10, "num_hidden_layers": 1000000000"#, "num_hidden_layers"),
            (#""vocab_size": 10, "hidden_size": 10, "num_attention_heads": 3"#, "hidden_size"),
            (#""vocab_size": 10, "hidden_dropout_prob": 1.5"#, "hidden_dropout_prob"),
            (#""vocab_size": 10, "pad_token_id": 10"#, "pad_token_id"),
            (#""vocab_size": 10000000, "hidden_size": 49152"#, "vocab_size"),
            (#""vocab_size": 10, "layer_norm_eps": 0"#, "layer_norm_eps"),
            (#""vocab_size": 10, "max_position_embeddings": 0"#, "max_position_embeddings"),
            (#""vocab_size": "ten""#, "vocab_size"),
            (
                #""vocab_size": 10, "position_embedding_type": "relative_key""#,
                "position_embedding_type"
            ),
            (#""vocab_size": 10, "hidden_act": "mish""#, "hidden_act"),
            (#""vocab_size": 10, "is_decoder": true"#, "is_decoder"),
            (
                #""vocab_size": 10, "architectures": ["BertForSequenceClassification"], "#
                    + #""id2label": {"0": "a", "2": "b"}"#, "id2label"
            ),
            (
                #""vocab_size": 10, "architectures": ["BertForSequenceClassification"], "#
                    + #""num_labels": 1000000000000"#, "num_labels"
            ),
        ])
    func refused(_ keys: String, _ key: String) {
        #expect {
            try decoded(#"{"model_type": "bert", \#(keys)}"#)
        } throws: { error in
            guard case TextError.invalidValue(let found, _, _) = error else { return false }
            return found == key
        }
    }

    @Test("every network of the catalog is the same after a way through JSON")
    func throughJSON() throws {
        let tasks: [TextTask] = [
            .classification(classNames: ["no", "yes"]), .regression,
            .embedding(.firstToken, isNormalised: false),
        ]
        for entry in TextCatalog.builtIn.entries {
            for task in tasks {
                let configuration = try entry.configuration(vocabulary: 100, padding: 3, task: task)
                let data = try JSONEncoder().encode(configuration)
                #expect(
                    try JSONDecoder().decode(TextConfiguration.self, from: data) == configuration)
            }
        }
    }

    @Test("the task follows from the architecture and its labels") func tasks() throws {
        let start = #"{"model_type": "bert", "vocab_size": 10, "architectures": "#
        #expect(try decoded(start + #"["BertForMaskedLM"]}"#).task == .maskedWords)
        #expect(try decoded(start + #"["BertForPreTraining"]}"#).task == .maskedWords)
        #expect(try decoded(start + #"["BertModel"]}"#).task == .sentenceEmbedding)
        #expect(
            try decoded(start + #"["BertForSequenceClassification"]}"#).task
                == .classification(classNames: ["LABEL_0", "LABEL_1"]))
        #expect(
            try decoded(
                start + #"["BertForSequenceClassification"], "id2label": {"0": "LABEL_0"}}"#
            ).task == .regression)
    }

    @Test("RoBERTa's longest sequence is two tokens shorter than its positions") func length()
        throws
    {
        let configuration = try TextCatalog.builtIn.entry(named: "roberta-base")
            .configuration(vocabulary: 50265, padding: 1, task: .maskedWords)
        #expect(configuration.maximumLength == 512)
    }
}
