"""Networks of ONNX and TorchScript files with random weights, and what onnxruntime and PyTorch answer.

Needs torch 2.13, transformers 5.24, onnx 1.23, onnxruntime 1.32 and onnxscript 0.7.

Each NAME.json lists examples: inputs, and the logits for them. `hostile/` holds files that must be refused.
"""

import json
import warnings
import zipfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper
from torch import nn
from transformers import BertConfig, BertForSequenceClassification

warnings.filterwarnings("ignore")
HERE = Path(__file__).parent
torch.manual_seed(7)


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.short = nn.Conv2d(inputs, outputs, 1, stride, bias=False)

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + self.short(x))


class TinyResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, 4, 3, 1, 1, bias=False), nn.BatchNorm2d(4), nn.ReLU(),
            nn.MaxPool2d(3, 2, 1))
        self.layer1 = Residual(4, 4, 1)
        self.layer2 = Residual(4, 6, 2)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(6, 5)

    def forward(self, x):
        x = self.pool(self.layer2(self.layer1(self.stem(x))))
        return self.fc(torch.flatten(x, 1))


class TinyMobile(nn.Module):
    """Depthwise convolutions, hard swish, hard sigmoid in a squeeze, clipped relu."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, 6, 3, 2, 1, bias=False), nn.BatchNorm2d(6), nn.Hardswish())
        self.depth = nn.Sequential(
            nn.Conv2d(6, 6, 5, 1, 2, groups=6, bias=False), nn.BatchNorm2d(6), nn.ReLU6())
        self.squeeze = nn.Conv2d(6, 3, 1)
        self.excite = nn.Conv2d(3, 6, 1)
        self.point = nn.Sequential(nn.Conv2d(6, 8, 1, bias=False), nn.BatchNorm2d(8), nn.SiLU())
        self.head = nn.Sequential(nn.Linear(8, 6), nn.Hardswish(), nn.Dropout(0.2), nn.Linear(6, 5))

    def forward(self, x):
        x = self.depth(self.stem(x))
        scale = torch.relu(self.squeeze(x.mean((2, 3), keepdim=True)))
        x = x * torch.nn.functional.hardsigmoid(self.excite(scale))
        x = nn.functional.avg_pool2d(nn.functional.pad(self.point(x), (1, 1, 1, 1)), 2)
        return self.head(x.mean((2, 3)).view(x.size(0), -1))


def shaken(model):
    """Statistics and biases that are not those of a new network."""
    with torch.no_grad():
        for name, tensor in list(model.named_parameters()) + list(model.named_buffers()):
            if tensor.is_floating_point():
                low, high = (0.5, 1.5) if "var" in name else (-0.1, 0.1)
                tensor.add_(torch.empty_like(tensor).uniform_(low, high))
    return model.eval()


def tokens(batch, length):
    ids = torch.randint(1, 40, (batch, length))
    mask = torch.ones_like(ids)
    segments = torch.zeros_like(ids)
    segments[:, length // 2:] = 1
    for row in range(1, batch):
        mask[row, length - row:] = 0
        ids[row, length - row:] = 0
    return ids, mask, segments


def reference(path, names, examples):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    known = {i.name for i in session.get_inputs()}

    def answer(example):
        return session.run(None, {n: t.numpy() for n, t in zip(names, example) if n in known})[0]

    if session.get_inputs()[0].shape[0] == 1:
        return [np.concatenate([answer([t[i:i + 1] for t in e]) for i in range(len(e[0]))])
                for e in examples]
    return [answer(e) for e in examples]


def write(name, examples, answers):
    (HERE / f"{name}.json").write_text(json.dumps([
        {"shape": list(torch.stack(e, 1).shape if len(e) > 1 else e[0].shape),
         "input": [round(v, 5) for v in
                   (torch.stack(e, 1) if len(e) > 1 else e[0]).flatten().tolist()],
         "logits": [round(v, 6) for v in np.asarray(a).flatten().tolist()]}
        for e, a in zip(examples, answers)]) + "\n")


def bare(path):
    """Leaves out what nobody reads: where nodes came from, and types of values in between."""
    model = onnx.load(path)
    del model.graph.value_info[:], model.graph.metadata_props[:], model.metadata_props[:]
    for part in list(model.graph.node) + list(model.graph.initializer) + list(model.graph.input):
        part.doc_string = ""
        if hasattr(part, "metadata_props"):
            del part.metadata_props[:]
    onnx.save(model, path)


def export(name, model, names, examples, dynamic, **options):
    path = HERE / f"{name}.onnx"
    torch.onnx.export(
        model, examples[-1 if dynamic else 0], str(path), input_names=names, output_names=["logits"], **dynamic,
        **options, external_data=False)
    bare(path)
    answers = reference(path, names, examples)
    with torch.no_grad():
        for example, answer in zip(examples, answers):
            result = model(*example)
            result = result if torch.is_tensor(result) else result[0]
            difference = np.abs(result.numpy() - answer).max()
            assert difference < 1e-4, (name, difference)
    write(name, examples, answers)
    print(name, path.stat().st_size, "bytes", sorted({n.op_type for n in onnx.load(path).graph.node}))


def pictures(name, model, **options):
    examples = [(torch.tensor(np.round(np.random.default_rng(n).normal(size=(n, 3, 8, 8)), 5),
                              dtype=torch.float32),) for n in (1, 3)]
    dynamic = ({"dynamic_shapes": ({0: torch.export.Dim("n")},)} if options.get("dynamo")
               else {} if name.endswith("fixed") else {"dynamic_axes": {"input": {0: "n"}, "logits": {0: "n"}}})
    export(name, model, ["input"], examples, dynamic, **options)


def texts(name, model, **options):
    names = ["input_ids", "attention_mask", "token_type_ids"]
    examples = [tokens(1, 5), tokens(3, 9)]
    axes = {0: "batch", 1: "length"}
    dynamic = ({"dynamic_shapes": [{0: torch.export.Dim("batch"), 1: torch.export.Dim("length")}] * 3}
               if options.get("dynamo") else
               {"dynamic_axes": {**{n: axes for n in names}, "logits": {0: "batch"}}})
    export(name, model, names, examples, dynamic, **options)


class Logits(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.model(
            input_ids=input_ids, attention_mask=attention_mask,
            token_type_ids=token_type_ids).logits


def bert():
    return Logits(shaken(BertForSequenceClassification(BertConfig(
        vocab_size=40, hidden_size=8, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=12, max_position_embeddings=16, num_labels=3,
        attn_implementation="eager")))).eval()


def main():
    resnet, mobile, text = shaken(TinyResNet()), shaken(TinyMobile()), bert()
    pictures("resnet", resnet, dynamo=False, opset_version=17)
    pictures("resnet-dynamo", resnet, dynamo=True)
    pictures("mobile", mobile, dynamo=False, opset_version=13)
    pictures("mobile-11", mobile, dynamo=False, opset_version=11)
    pictures("mobile-dynamo", mobile, dynamo=True)
    pictures("mobile-fixed", mobile, dynamo=False, opset_version=17)
    texts("bert", text, dynamo=False, opset_version=17)
    texts("bert-11", text, dynamo=False, opset_version=11)
    texts("bert-dynamo", text, dynamo=True)
    scripts(resnet, text)
    hostile()


def bare_script(path):
    """Leaves out where in which file each line of the program came from."""
    with zipfile.ZipFile(path) as archive:
        entries = [(i, archive.read(i)) for i in archive.infolist()
                   if not i.filename.endswith(".debug_pkl")]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in entries:
            archive.writestr(info.filename, content)


def scripts(resnet, text):
    examples = [(torch.tensor(np.round(np.random.default_rng(n).normal(size=(n, 3, 8, 8)), 5),
                              dtype=torch.float32),) for n in (1, 3)]
    torch.jit.script(resnet).save(str(HERE / "resnet-scripted.pt"))
    bare_script(HERE / "resnet-scripted.pt")
    with torch.no_grad():
        write("resnet-scripted", examples, [resnet(*e).numpy() for e in examples])
    examples = [tokens(1, 5), tokens(3, 9)]
    traced = torch.jit.trace(text, examples[1], strict=False)
    traced.save(str(HERE / "bert-traced.pt"))
    bare_script(HERE / "bert-traced.pt")
    with torch.no_grad():
        write("bert-traced", examples, [text(*e).numpy() for e in examples])


def hostile():
    folder = HERE / "hostile"
    folder.mkdir(exist_ok=True)
    picture = helper.make_tensor_value_info("input", TensorProto.FLOAT, ["n", 3, 8, 8])
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 5])

    def save(name, nodes, weights=(), version=17):
        graph = helper.make_graph(nodes, name, [picture], [logits], list(weights))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", version)])
        (folder / f"{name}.onnx").write_bytes(model.SerializeToString())

    save("unknown-operator", [
        helper.make_node("Relu", ["input"], ["a"], name="first"),
        helper.make_node("DeformConv", ["a", "a"], ["logits"], name="second")])
    save("old", [helper.make_node("Relu", ["input"], ["logits"])], version=8)
    save("no-such-input", [helper.make_node("Relu", ["nowhere"], ["logits"], name="first")])
    outside = TensorProto(
        name="w", data_type=TensorProto.FLOAT, dims=[4], data_location=TensorProto.EXTERNAL)
    outside.external_data.add(key="location", value="../../../../../../etc/passwd")
    save("outside", [helper.make_node("Add", ["input", "w"], ["logits"])], [outside])
    short = TensorProto(
        name="w", data_type=TensorProto.FLOAT, dims=[1 << 40, 1 << 40], raw_data=b"1234")
    save("giant-weight", [helper.make_node("Add", ["input", "w"], ["logits"])], [short])
    sizes = helper.make_tensor("s", TensorProto.INT64, [3], [1 << 30, 1 << 20, 3])
    save("giant-shape", [
        helper.make_node("ConstantOfShape", ["s"], ["a"], name="huge"),
        helper.make_node("Add", ["input", "a"], ["logits"])], [sizes])
    (folder / "damaged.onnx").write_bytes((HERE / "resnet.onnx").read_bytes()[:700])


main()
