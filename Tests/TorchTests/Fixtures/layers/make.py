"""Computes the layers' fixtures with PyTorch: python make.py (torch 2.13)."""

import pathlib
import sys

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from fixture import rounded, save  # noqa: E402


def keep(name, module, inputs, call=None, training=True):
    """Weights, inputs, output, and all gradients of one pass with a random output gradient."""
    module.train(training)
    with torch.no_grad():
        for key, value in module.state_dict().items():
            if key.endswith("running_var"):
                value.copy_(rounded(*value.shape).abs() + 0.5)
            elif value.is_floating_point():
                value.copy_(rounded(*value.shape))
    made = {f"state.{key}": value.clone() for key, value in module.state_dict().items()}
    made |= {key: value.clone() for key, value in inputs.items()}
    leaves = {k: v.requires_grad_() for k, v in inputs.items() if v.is_floating_point()}
    output = call(module, inputs) if call else module(inputs["input"])
    made["output"] = output
    made["outputGradient"] = rounded(*output.shape)
    output.backward(made["outputGradient"])
    for key, leaf in leaves.items():
        if leaf.grad is not None:
            made[f"gradient.of.{key}"] = leaf.grad
    for key, parameter in module.named_parameters():
        made[f"gradient.{key}"] = parameter.grad
    for key, buffer in module.named_buffers():
        made[f"after.{key}"] = buffer
    save(__file__, name, made)


class SqueezeExcitation(nn.Module):
    """Hu et al. (2018) with torchvision's names."""

    def __init__(self, channels, squeezed, gate):
        super().__init__()
        self.fc1 = nn.Conv2d(channels, squeezed, 1)
        self.fc2 = nn.Conv2d(squeezed, channels, 1)
        self.gate = gate

    def forward(self, x):
        pooled = x.mean(dim=(2, 3), keepdim=True)
        return self.gate(self.fc2(torch.relu(self.fc1(pooled)))) * x


torch.manual_seed(1)
picture = lambda channels=4, size=5: {"input": rounded(2, channels, size, size)}  # noqa: E731

keep("linear", nn.Linear(5, 3), {"input": rounded(2, 4, 5)})
keep("conv2d", nn.Conv2d(4, 6, 3, stride=2, padding=1, groups=2), picture())
keep("conv2d-rectangular",
     nn.Conv2d(2, 3, (1, 3), stride=(2, 1), padding=(0, 1), dilation=(1, 2), bias=False),
     picture(2, 6))
keep("conv1d", nn.Conv1d(4, 6, 3, stride=2, padding=2, dilation=2, groups=2),
     {"input": rounded(2, 4, 9)})
keep("conv-transpose2d",
     nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2), picture(4, 3))
keep("batch-norm-training", nn.BatchNorm2d(3), picture(3, 3))
keep("batch-norm-evaluation", nn.BatchNorm2d(3), picture(3, 3), training=False)
keep("batch-norm-rows", nn.BatchNorm1d(3, eps=1e-3, momentum=0.3), {"input": rounded(6, 3)})
keep("layer-norm", nn.LayerNorm([3, 4]), {"input": rounded(2, 3, 4)})
keep("layer-norm-plain", nn.LayerNorm(4, elementwise_affine=False), {"input": rounded(2, 3, 4)})
keep("group-norm", nn.GroupNorm(2, 6, eps=1e-3), picture(6, 3))
keep("squeeze-excite", SqueezeExcitation(4, 2, torch.sigmoid), picture(4, 3))
keep("squeeze-excite-hard", SqueezeExcitation(4, 2, nn.functional.hardsigmoid), picture(4, 3))
keep("embedding", nn.Embedding(6, 3, padding_idx=2), {"input": torch.tensor([[0, 2, 5], [5, 1, 2]])})
keep("max-pool", nn.MaxPool2d(3, 2, 1, ceil_mode=True), picture(2, 6))
keep("average-pool", nn.AvgPool2d(3, 2, 1), picture(2, 6))
keep("adaptive-average-pool", nn.AdaptiveAvgPool2d(2), picture(2, 5))
keep("adaptive-max-pool", nn.AdaptiveMaxPool2d(2), picture(2, 5))
keep("channel-shuffle", nn.ChannelShuffle(3), picture(6, 2))
keep("flatten", nn.Flatten(), picture(2, 2))

for name, function in {
    "identity": nn.Identity(), "relu": nn.ReLU(), "relu6": nn.ReLU6(),
    "leaky-relu": nn.LeakyReLU(), "sigmoid": nn.Sigmoid(), "tanh": nn.Tanh(), "gelu": nn.GELU(),
    "silu": nn.SiLU(), "hard-swish": nn.Hardswish(), "hard-sigmoid": nn.Hardsigmoid(),
}.items():
    keep(f"activation-{name}", function, {"input": rounded(3, 5) * 4})


def attend(**masks):
    def call(module, inputs):
        query = inputs["query"]
        key, value = inputs.get("key", query), inputs.get("value", query)
        return module(query, key, value, need_weights=False,
                      **{k: inputs[k] for k in masks.get("names", [])})[0]
    return call


attention = lambda **more: nn.MultiheadAttention(6, 2, batch_first=True, **more)  # noqa: E731
keep("attention-self", attention(), {"query": rounded(2, 4, 6)}, attend())
keep("attention-cross", attention(bias=False),
     {"query": rounded(2, 3, 6), "key": rounded(2, 4, 6), "value": rounded(2, 4, 6)}, attend())
keep("attention-masked", attention(),
     {"query": rounded(2, 3, 6),
      "key_padding_mask": torch.tensor([[False, False, True], [False, False, False]]),
      "attn_mask": torch.tensor([[False, True, True], [False, False, True], [False] * 3])},
     attend(names=["key_padding_mask", "attn_mask"]))
keep("attention-head-masks", attention(),
     {"query": rounded(2, 3, 6), "attn_mask": rounded(4, 3, 3)}, attend(names=["attn_mask"]))
