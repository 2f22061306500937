# Small text networks with random weights and what transformers computes with them.
#
# Needs: torch, transformers 5, safetensors, numpy.
#   python make.py
#
# For every family and head a folder as save_pretrained writes it, but with all weights drawn
# wide enough for outputs to differ, and expected.json: the input and the outputs.
import json
import pathlib
import shutil

import torch
import transformers
from safetensors.torch import load_file, save_file

here = pathlib.Path(__file__).parent
torch.manual_seed(7)
torch.set_num_threads(1)

SIZES = dict(vocab_size=30, hidden_size=8, num_hidden_layers=2, num_attention_heads=2,
             intermediate_size=12, max_position_embeddings=16)
CONFIGURATIONS = {
    "bert": ("bert", dict(SIZES)),
    "roberta": ("roberta", dict(SIZES, type_vocab_size=1, pad_token_id=1)),
    "distilbert": ("distilbert", dict(vocab_size=30, dim=8, n_layers=2, n_heads=2, hidden_dim=12,
                                      max_position_embeddings=16)),
    "albert": ("albert", dict(SIZES, embedding_size=6, num_hidden_layers=3, num_hidden_groups=1,
                              inner_group_num=1)),
    "albert-groups": ("albert", dict(SIZES, embedding_size=6, num_hidden_layers=4,
                                     num_hidden_groups=2, inner_group_num=2)),
    "mobilebert": ("mobilebert", dict(SIZES, embedding_size=4, intra_bottleneck_size=6,
                                      num_feedforward_networks=2)),
    "mobilebert-plain": ("mobilebert", dict(SIZES, embedding_size=8, use_bottleneck=False,
                                            num_feedforward_networks=1, trigram_input=False,
                                            normalization_type="layer_norm",
                                            use_bottleneck_attention=True,
                                            key_query_shared_bottleneck=False)),
}
CASES = {
    "bert": ["classification", "regression", "words"],
    "roberta": ["classification", "words"],
    "distilbert": ["classification", "regression", "words"],
    "albert": ["classification", "words"],
    "albert-groups": ["classification"],
    "mobilebert": ["classification", "words"],
    "mobilebert-plain": ["classification"],
}


def inputs(pad, segments):
    texts = [[2, 5, 9, 14, 3, 21, 7, 3], [2, 11, 3, 29, 3], [2, 3], [2, 8, 8, 17, 25, 4, 3]]
    pairs = [[0, 0, 0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1], [0, 0], [0] * 7]
    length = max(map(len, texts)) + 1
    fill = lambda rows, value: torch.tensor([r + [value] * (length - len(r)) for r in rows])
    if not segments:
        pairs = [[0] * len(t) for t in texts]
    return dict(input_ids=fill(texts, pad), attention_mask=fill([[1] * len(t) for t in texts], 0),
                token_type_ids=fill(pairs, 0))


def draw(model, pad):
    for name, parameter in model.named_parameters():
        with torch.no_grad():
            scale = 0.3 if parameter.dim() > 1 else 0.1
            parameter.normal_(0, scale)
            if parameter.dim() == 1 and ("norm" in name.lower()) and name.endswith("weight"):
                parameter.add_(1)
    words = model.get_input_embeddings().weight
    if model.config.model_type == "mobilebert":
        # There padding reaches the last word unless its vector is zero.
        with torch.no_grad():
            words[pad] = 0


def rounded(tensor):
    return [round(float(x), 7) for x in tensor.detach().reshape(-1)]


def make(name, kind):
    family, sizes = CONFIGURATIONS[name]
    config = transformers.AutoConfig.for_model(family, **sizes)
    config.initializer_range = 0.02
    if kind == "classification":
        config.num_labels = 3
        config.id2label = {0: "no", 1: "maybe", 2: "yes"}
        config.label2id = {"no": 0, "maybe": 1, "yes": 2}
    if kind == "regression":
        config.num_labels = 1
        config.problem_type = "regression"
    maker = (transformers.AutoModelForMaskedLM if kind == "words"
             else transformers.AutoModelForSequenceClassification)
    model = maker.from_config(config).eval()
    pad = config.pad_token_id
    draw(model, pad)
    folder = here / f"{name}-{kind}"
    shutil.rmtree(folder, ignore_errors=True)
    model.save_pretrained(folder)
    batch = inputs(pad, segments=family in ("bert", "albert", "mobilebert"))
    given = dict(batch)
    if family in ("roberta", "distilbert"):
        given.pop("token_type_ids")
    with torch.no_grad():
        logits = model(**given).logits
        base = getattr(model, model.base_model_prefix)
        states = base(**given).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1).float()
    mean = (states * mask).sum(1) / mask.sum(1)
    expected = dict(
        ids=[row[m.bool()].tolist() for row, m in zip(batch["input_ids"], batch["attention_mask"])],
        segments=[row[m.bool()].tolist()
                  for row, m in zip(batch["token_type_ids"], batch["attention_mask"])],
        padding=pad, length=batch["input_ids"].shape[1],
        states=rounded(states), logits=rounded(logits),
        mean=rounded(torch.nn.functional.normalize(mean, dim=1)),
        first=rounded(states[:, 0]))
    if name == "bert" and kind == "classification":
        labels = torch.tensor([0, 2, 1, 1])
        loss = torch.nn.functional.cross_entropy(model(**given).logits, labels)
        loss.backward()
        parameters = dict(model.named_parameters())
        chosen = ["bert.embeddings.word_embeddings.weight",
                  "bert.encoder.layer.0.attention.self.key.weight",
                  "bert.encoder.layer.1.output.LayerNorm.weight", "bert.pooler.dense.bias"]
        expected["loss"] = loss.item()
        expected["labels"] = labels.tolist()
        expected["gradients"] = {n: rounded(parameters[n].grad) for n in chosen}
    (folder / "expected.json").write_text(json.dumps(expected))


def make_old_bert():
    """The same network as bert-classification, as a checkpoint of before safetensors: a body without
    prefix or pooler's use, gamma and beta for normalisation, and a constant among the weights."""
    folder = here / "bert-old"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    source = here / "bert-classification"
    config = json.loads((source / "config.json").read_text())
    config["architectures"] = ["BertModel"]
    (folder / "config.json").write_text(json.dumps(config, indent=2))
    weights = {}
    for key, tensor in load_file(source / "model.safetensors").items():
        if not key.startswith("bert."):
            continue
        key = key[5:].replace("LayerNorm.weight", "LayerNorm.gamma")
        weights[key.replace("LayerNorm.bias", "LayerNorm.beta")] = tensor
    weights["embeddings.position_ids"] = torch.arange(16).reshape(1, 16)
    torch.save(weights, folder / "pytorch_model.bin")


def make_sizes():
    """Parameters of the published sizes, with a head for two classes."""
    bert = lambda layers, width, heads, hidden=None: (
        "bert", dict(num_hidden_layers=layers, hidden_size=width, num_attention_heads=heads,
                     intermediate_size=hidden or 4 * width))
    entries = {
        "bert-base": bert(12, 768, 12), "bert-medium": bert(8, 512, 8),
        "bert-small": bert(4, 512, 8), "bert-mini": bert(4, 256, 4), "bert-tiny": bert(2, 128, 2),
        "tinybert-4": bert(4, 312, 12, 1200), "tinybert-6": bert(6, 768, 12),
        "minilm-6": bert(6, 384, 12), "minilm-12": bert(12, 384, 12),
        "distilbert": ("distilbert", {}),
        "roberta-base": ("roberta", dict(max_position_embeddings=514, type_vocab_size=1)),
        "albert-base": ("albert", dict(hidden_size=768, num_attention_heads=12,
                                       intermediate_size=3072)),
        "mobilebert": ("mobilebert", {}),
    }
    sizes = {}
    for name, (family, options) in entries.items():
        config = transformers.AutoConfig.for_model(family, **dict(options, vocab_size=30522))
        with torch.device("meta"):
            model = transformers.AutoModelForSequenceClassification.from_config(config)
        names = sorted(f"{n} {list(p.shape)}" for n, p in model.named_parameters())
        sizes[name] = dict(
            parameters=sum(p.numel() for p in model.parameters()),
            # The body's names alone can be compared where roberta keeps no pooler.
            first=names[0], last=names[-1], count=len(names))
    (here / "sizes.json").write_text(json.dumps(sizes, indent=1))


def make_own():
    """The two networks that are not of transformers, from PyTorch's own layers."""
    vocabulary, narrow, width = 30, 5, 4
    batch = inputs(0, segments=False)
    ids, mask = batch["input_ids"], batch["attention_mask"]
    lengths = mask.sum(1)
    words = torch.nn.Embedding(vocabulary, narrow, padding_idx=0)

    def attend(states, projection, context):
        scores = context(torch.tanh(projection(states))).squeeze(-1)
        scores = scores.masked_fill(mask[:, : states.shape[1]] == 0, float("-inf"))
        return (states * scores.softmax(1).unsqueeze(-1)).sum(1)

    def write(name, config, weights, states, logits):
        folder = here / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        config = dict(config, vocab_size=vocabulary, embedding_size=narrow, hidden_size=width,
                      architectures=["TextForSequenceClassification"],
                      id2label={"0": "a", "1": "b", "2": "c"}, pad_token_id=0)
        (folder / "config.json").write_text(json.dumps(config, indent=2))
        save_file({k: v.detach().contiguous() for k, v in weights.items()},
                  folder / "model.safetensors", metadata={"format": "pt"})
        (folder / "expected.json").write_text(json.dumps(dict(
            ids=[row[:n].tolist() for row, n in zip(ids, lengths)],
            segments=[[0] * int(n) for n in lengths], padding=0, length=ids.shape[1],
            states=rounded(states), logits=rounded(logits), mean=[], first=[])))

    def linear(prefix, layer):
        found = {prefix + ".weight": layer.weight}
        if layer.bias is not None:
            found[prefix + ".bias"] = layer.bias
        return found

    # Convolutions: sequences one by one, without padding.
    kernels = [2, 3]
    convolutions = [torch.nn.Conv1d(narrow, width, k) for k in kernels]
    out = width * len(kernels)
    projection, context = torch.nn.Linear(out, out), torch.nn.Linear(out, 1, bias=False)
    classifier = torch.nn.Linear(out, 3)
    states = torch.zeros(len(ids), int(lengths.max()), out)
    for i, n in enumerate(lengths):
        x = words(ids[i, :n]).t().unsqueeze(0)
        rows = [torch.relu(c(torch.nn.functional.pad(x, ((k - 1) // 2, k // 2))))
                for c, k in zip(convolutions, kernels)]
        states[i, :n] = torch.cat(rows, 1)[0].t()
    pooled = attend(states, projection, context)
    weights = {"encoder.embeddings.word_embeddings.weight": words.weight}
    for i, c in enumerate(convolutions):
        weights |= linear(f"encoder.layer.convolutions.{i}", c)
    weights |= linear("encoder.pooler.projection", projection)
    weights |= linear("encoder.pooler.context", context) | linear("classifier", classifier)
    write("text-cnn", dict(model_type="text-cnn", kernel_sizes=kernels), weights, states,
          classifier(pooled))

    # The recurrence: packed sequences through torch.nn.LSTM, two layers.
    lstm = torch.nn.LSTM(narrow, width, num_layers=2, bidirectional=True, batch_first=True)
    out = 2 * width
    projection, context = torch.nn.Linear(out, out), torch.nn.Linear(out, 1, bias=False)
    classifier = torch.nn.Linear(out, 3)
    packed = torch.nn.utils.rnn.pack_padded_sequence(
        words(ids), lengths, batch_first=True, enforce_sorted=False)
    states, _ = torch.nn.utils.rnn.pad_packed_sequence(lstm(packed)[0], batch_first=True)
    pooled = attend(states, projection, context)
    weights = {"encoder.embeddings.word_embeddings.weight": words.weight}
    for name, tensor in lstm.state_dict().items():
        part, layer = name.split("_l")
        number, _, reverse = layer.partition("_")
        weights[f"encoder.layers.{number}.{part}_l0" + ("_reverse" if reverse else "")] = tensor
    weights |= linear("encoder.pooler.projection", projection)
    weights |= linear("encoder.pooler.context", context) | linear("classifier", classifier)
    write("bilstm", dict(model_type="bilstm", num_hidden_layers=2), weights, states,
          classifier(pooled))


if __name__ == "__main__":
    for name, kinds in CASES.items():
        for kind in kinds:
            make(name, kind)
    make_old_bert()
    make_own()
    make_sizes()
