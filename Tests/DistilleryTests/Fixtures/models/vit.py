"""Writes vit.json: what PyTorch makes of vision transformers with the formula's weights.

    python vit.py           with torch 2.13
    python vit.py --timm    with timm 1.0.31 too: also compares each network with timm's

The network is written down from the papers (Dosovitskiy et al., 2020; Touvron et al., 2021) with
timm's names of parameters. Multiply-adds are counted by PyTorch's flop counter, which sees the
products of convolutions, linear layers and attention.
"""

import json
import pathlib
import sys

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from formula import digest, fill, picture


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.qkv, self.proj, self.heads = nn.Linear(width, 3 * width), nn.Linear(width, width), heads

    def forward(self, x):
        n, t, w = x.shape
        q, k, v = (part.view(n, t, self.heads, -1).transpose(1, 2)
                   for part in self.qkv(x).split(w, dim=-1))
        scores = q @ k.transpose(-2, -1) / (w // self.heads) ** 0.5
        return self.proj((scores.softmax(-1) @ v).transpose(1, 2).reshape(n, t, w))


class Perceptron(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        return self.fc2(nn.functional.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1, self.attn = nn.LayerNorm(width, eps=1e-6), Attention(width, heads)
        self.norm2, self.mlp = nn.LayerNorm(width, eps=1e-6), Perceptron(width)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class Patches(nn.Module):
    def __init__(self, channels, width, side):
        super().__init__()
        self.proj = nn.Conv2d(channels, width, side, side)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class ViT(nn.Module):
    def __init__(self, size, patch, classes, channels=3, width=192, layers=12, heads=3):
        super().__init__()
        tokens = 1 + (size[0] // patch) * (size[1] // patch)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, width))
        self.pos_embed = nn.Parameter(torch.zeros(1, tokens, width))
        self.patch_embed = Patches(channels, width, patch)
        self.blocks = nn.Sequential(*[Block(width, heads) for _ in range(layers)])
        self.norm, self.head = nn.LayerNorm(width, eps=1e-6), nn.Linear(width, classes)

    def forward(self, x):
        x = self.patch_embed(x)
        x = torch.cat([self.cls_token.expand(len(x), -1, -1), x], 1) + self.pos_embed
        return self.head(self.norm(self.blocks(x))[:, 0])


def compare(model, shape, size, patch, classes, channels=3, width=192, layers=12, heads=3):
    """timm's network with the same weights gives the same logits."""
    # torchvision's detection operators, which timm does not use, need not load.
    library = torch.library.Library("torchvision", "FRAGMENT")
    for operator in ("nms", "qnms"):
        library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    from timm.models.vision_transformer import VisionTransformer

    other = VisionTransformer(
        img_size=size, patch_size=patch, in_chans=channels, num_classes=classes, embed_dim=width,
        depth=layers, num_heads=heads).eval()
    other.load_state_dict(model.state_dict())
    x = picture(shape)
    assert digest(other) == digest(model)
    with torch.no_grad():
        difference = (other(x) - model(x)).abs().max().item()
    print(f"  timm's logits differ by {difference:.1e}")
    assert difference < 2e-5


def case(kind, size, patch, classes=10, channels=3, options={}, **shape_of_network):
    """`options` are those of the configuration; `shape_of_network` is what they must come to."""
    model = ViT(size, patch, classes, channels, **shape_of_network).eval()
    fill(model, 1)
    shape = [2, channels, *size]
    with torch.no_grad():
        logits = model(picture(shape))
        with FlopCounterMode(display=False) as counter:
            model(picture([1, *shape[1:]]))
    multiply_adds = counter.get_total_flops() // 2
    print(f"{kind} {size} {options} deviation {logits.std():.3f}, between pictures "
          f"{(logits[0] - logits[1]).abs().max():.3f}, {multiply_adds / 1e9:.3f} G")
    if "--timm" in sys.argv:
        compare(model, shape, size, patch, classes, channels, **shape_of_network)
    return {
        "configuration": {
            "kind": kind, "classes": classes, "channels": channels,
            "imageSize": {"height": size[0], "width": size[1]}, **options},
        "variance": 1,
        "parameters": sum(p.numel() for p in model.parameters()),
        "multiplyAdds": multiply_adds,
        "digest": digest(model),
        "logits": [round(x, 6) for x in logits.flatten().tolist()],
    }


torch.manual_seed(0)
torch.set_num_threads(1)
cases = [
    case("vit-tiny", (224, 224), 16, classes=1000),
    case("deit-tiny", (224, 224), 16),
    case("vit-tiny", (32, 32), 4),
    case("deit-tiny", (28, 28), 4, channels=1),
    case("vit-tiny", (64, 64), 8, classes=100),
    case("vit-tiny", (80, 96), 16),
    case("vit-tiny", (32, 32), 4, width=96, options={"width": 0.5}),
    case("vit-tiny", (32, 48), 8, width=240, layers=5, heads=6,
         options={"width": 1.25, "layers": 5, "heads": 6, "patch": 8}),
]
text = json.dumps({
    "source": "PyTorch, from the papers; equal to timm 1.0.31 within 2e-5 with the same weights",
    "cases": cases,
}, separators=(",", ":")).replace("},{", "},\n{")
(pathlib.Path(__file__).parent / "vit.json").write_text(text + "\n")
