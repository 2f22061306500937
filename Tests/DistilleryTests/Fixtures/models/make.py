"""Writes torchvision.json and literature.json: what PyTorch makes of the formula's weights.

    python make.py        with torch 2.13 and torchvision 0.28
"""

import json
import math
import pathlib

import torch

# torchvision's detection operators, which no classifier uses, need not load.
library = torch.library.Library("torchvision", "FRAGMENT")
for operator in ("nms", "qnms"):
    library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

import torchvision.models as tv  # noqa: E402
from torchvision.models import mobilenetv3, vgg  # noqa: E402

import literature as lit  # noqa: E402
from formula import digest, fill, picture  # noqa: E402

HERE = pathlib.Path(__file__).parent
LARGE, SMALL = (80, 72), (32, 32)


def case(kind, model, size, channels=3, classes=10, batch=2, **options):
    """Chooses the variance scale that brings the logits near to deviation 1."""
    model.eval()
    shape = [batch, channels, *size]

    def run(variance):
        fill(model, variance)
        with torch.no_grad():
            logits = model(picture(shape))
        return abs(math.log(logits.std().item())), variance, logits

    # Larger variances make smaller logits: bisect between powers of two.
    low, high, tried = -2.0, 8.0, []
    for _ in range(7):
        middle = (low + high) / 2
        tried.append(run(round(2**middle, 3)))
        low, high = (middle, high) if tried[-1][2].std() > 1 else (low, middle)
    _, variance, logits = min(tried, key=lambda one: one[0])
    spread = (logits[0] - logits[1]).abs().max().item()
    print(f"{kind:20} {options} deviation {logits.std():.3f}, between pictures {spread:.3f}", flush=True)
    return {
        "configuration": {
            "kind": kind, "classes": classes, "channels": channels,
            "imageSize": {"height": size[0], "width": size[1]}, **options},
        "variance": variance,
        "parameters": sum(p.numel() for p in model.parameters()),
        "digest": digest(model),
        "logits": [round(x, 7) for x in logits.flatten().tolist()],
    }


def scaled_vgg(depth, norm, width):
    """torchvision's VGG with every layer's channels times `width`."""
    letters = {11: "A", 13: "B", 16: "D", 19: "E"}
    plan = [c if c == "M" else int(c * width) for c in vgg.cfgs[letters[depth]]]
    last, hidden = plan[-2], int(4096 * width)
    with torch.device("meta"):
        model = vgg.VGG(vgg.make_layers(plan, norm), num_classes=10)
        for index, (i, o) in {0: (last * 49, hidden), 3: (hidden, hidden), 6: (hidden, 10)}.items():
            model.classifier[index] = torch.nn.Linear(i, o)
    return model.to_empty(device="cpu") if width < 1 else model


def small_resnet18(channels):
    model = tv.resnet18(num_classes=10)
    model.conv1 = torch.nn.Conv2d(channels, 64, 3, 1, 1, bias=False)
    model.maxpool = torch.nn.Identity()
    return model


def small_mobilenetv2(channels):
    rows = [[1, 16, 1, 1], [6, 24, 2, 1], [6, 32, 3, 2], [6, 64, 4, 2], [6, 96, 3, 1],
            [6, 160, 3, 2], [6, 320, 1, 1]]
    model = tv.MobileNetV2(num_classes=10, inverted_residual_setting=rows)
    model.features[0][0] = torch.nn.Conv2d(channels, 32, 3, 1, 1, bias=False)
    return model


def mobilenet_v3(arch, width=1.0, small=False):
    rows, last = mobilenetv3._mobilenet_v3_conf(f"mobilenet_v3_{arch}", width_mult=width)
    if small:
        next(row for row in rows if row.stride == 2).stride = 1
    model = mobilenetv3.MobileNetV3(rows, last, num_classes=10)
    if small:
        model.features[0][0].stride = (1, 1)
    return model


def small_shufflenetv2():
    model = tv.shufflenet_v2_x1_0(num_classes=10)
    model.conv1[0].stride = (1, 1)
    model.maxpool = torch.nn.Identity()
    return model


def torchvision_cases():
    for depth in (18, 34, 50, 101):
        yield case(f"resnet{depth}", getattr(tv, f"resnet{depth}")(num_classes=10), LARGE)
    yield case("resnet18", small_resnet18(1), (28, 28), channels=1)
    for depth in (11, 13, 16, 19):
        for norm in (True, False):
            yield case(f"vgg{depth}", scaled_vgg(depth, norm, 0.125), LARGE, width=0.125,
                       batchNorm=norm)
    yield case("mobilenetv2", tv.mobilenet_v2(num_classes=10), LARGE)
    yield case("mobilenetv2", tv.mobilenet_v2(num_classes=10, width_mult=0.35), LARGE, width=0.35)
    yield case("mobilenetv2", tv.mobilenet_v2(num_classes=10, width_mult=1.4), LARGE, width=1.4)
    yield case("mobilenetv2", small_mobilenetv2(1), (28, 28), channels=1)
    yield case("mobilenetv3-small", mobilenet_v3("small"), LARGE)
    yield case("mobilenetv3-large", mobilenet_v3("large"), LARGE)
    yield case("mobilenetv3-large", mobilenet_v3("large", 0.75), LARGE, width=0.75)
    yield case("mobilenetv3-small", mobilenet_v3("small", small=True), SMALL)
    yield case("mobilenetv3-large", mobilenet_v3("large", small=True), SMALL)
    for width, name in ((0.5, "0_5"), (1, "1_0"), (1.5, "1_5"), (2, "2_0")):
        model = getattr(tv, f"shufflenet_v2_x{name}")(num_classes=10)
        yield case("shufflenetv2", model, LARGE, width=width)
    yield case("shufflenetv2", small_shufflenetv2(), SMALL)


def literature_cases():
    yield case("resnet8", lit.SmallResNet(8, "A", 10, channels=1), (28, 28), channels=1)
    yield case("resnet20", lit.SmallResNet(20, "A", 10), SMALL)
    yield case("resnet20", lit.SmallResNet(20, "B", 10), SMALL, shortcut="B")
    for depth in (8, 32):
        model = lit.SmallResNet(depth, "B", 100, widths=(32, 64, 128, 256))
        yield case(f"resnet{depth}x4", model, SMALL, classes=100)
    for depth, factor in ((16, 1), (16, 2), (40, 2)):
        yield case(f"wrn-{depth}-{factor}", lit.WideResNet(depth, factor, 100), SMALL, classes=100)
    yield case("vgg8", lit.SmallVGG((1, 1, 1, 1, 1), 100), SMALL, classes=100)
    yield case("vgg8", lit.SmallVGG((1, 1, 1, 1, 1), 10), (64, 64))
    yield case("vgg13", lit.SmallVGG((2, 2, 2, 2, 2), 100), SMALL, classes=100)
    yield case("vgg11", lit.SmallVGG((1, 1, 2, 2, 2), 10, norm=False), SMALL, batchNorm=False)
    yield case("mobilenetv2-half", lit.HalfMobileNetV2(100), SMALL, classes=100)
    yield case("shufflenetv1", lit.ShuffleNetV1(100), SMALL, classes=100)


def write(name, document):
    (HERE / name).write_text(json.dumps(document, separators=(",", ":")).replace("},{", "},\n{"))


torch.manual_seed(0)
torch.set_num_threads(1)
write("torchvision.json", {
    "cases": list(torchvision_cases()),
    "fullSizeVGG16": digest(scaled_vgg(16, True, 1)),
})
write("literature.json", {"cases": list(literature_cases())})
