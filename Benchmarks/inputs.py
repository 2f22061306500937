"""Makes what both sides of the benchmark work on: weights, pictures in memory and in files, addresses."""

import random

import torch
from PIL import Image

import resnet

PICTURES = 10_000
CLASSES = 10


def write_tensors(folder, networks):
    """`data.pt` with 1,024 pictures, and each network's first weights."""
    generator = torch.Generator().manual_seed(0)
    torch.save(
        {
            "images": torch.randn(1024, 3, 32, 32, generator=generator),
            "labels": torch.randint(0, CLASSES, (1024,), generator=generator),
        }, folder / "data.pt")
    torch.manual_seed(0)
    for name in networks:
        torch.save(resnet.make(name).state_dict(), folder / f"{name}.pt")


def write_features(folder, batch, examples=2048):
    """`features.pt`: what ResNet-20 and ResNet-56 put out for a batch of 32×32 pictures, drawn at random."""
    generator = torch.Generator().manual_seed(0)
    shapes = {
        "layer1": (16, 32, 32), "layer2": (32, 16, 16), "layer3": (64, 8, 8), "flatten": (64,),
        "logits": (CLASSES,)}
    tensors = {}
    for side in ("student", "teacher"):
        for path, shape in shapes.items():
            before = torch.randn(batch, *shape, generator=generator)
            is_map = path.startswith("layer")
            tensors[f"{side}.{path}"] = before.relu() if is_map else before
            if is_map:
                tensors[f"{side}.{path}.pre"] = before
                tensors[f"{side}-{path}.weight"] = 0.5 + torch.rand(shape[0], generator=generator)
                tensors[f"{side}-{path}.bias"] = 0.2 * torch.randn(shape[0], generator=generator)
        tensors[f"{side}-fc.weight"] = 0.1 * torch.randn(CLASSES, 64, generator=generator)
        tensors[f"{side}-fc.bias"] = torch.zeros(CLASSES)
    labels = torch.randint(0, CLASSES, (examples,), generator=generator)
    tensors |= {"labels": labels[:batch].clone(), "all-labels": labels}
    torch.save(tensors, folder / "features.pt")


def write_jpegs(folder):
    """`train/` with 32×32 pictures of smooth shapes and some grain, as a camera's thumbnails."""
    generator = torch.Generator().manual_seed(0)
    for label in range(CLASSES):
        (folder / "train" / f"class-{label}").mkdir(parents=True)
    for start in range(0, PICTURES, 1000):
        coarse = torch.randn(1000, 3, 5, 5, generator=generator)
        smooth = torch.nn.functional.interpolate(coarse, size=32, mode="bicubic")
        grain = torch.randn(1000, 3, 32, 32, generator=generator)
        pixels = (128 + 50 * smooth + 8 * grain).clamp(0, 255).to(torch.uint8)
        for offset, picture in enumerate(pixels.permute(0, 2, 3, 1).numpy()):
            number = start + offset
            place = folder / "train" / f"class-{number % CLASSES}" / f"{number:05}.jpg"
            Image.fromarray(picture).save(place, quality=90)


def write_addresses(folder, count=20_000):
    """`addresses.txt`, made up from a seed, and a `vocab.txt` as BERT's Chinese one: characters and pieces."""
    chance = random.Random(0)
    numerals = "一二三四五六七八九十"
    names = "东西南北中山江海安平和新华光明长乐金龙凤白云桃李松柏石桥泉"

    def name(length):
        return "".join(chance.choice(names) for _ in range(length))

    def address():
        text = name(2) + "市" + name(2) + chance.choice("区县")
        text += name(chance.randint(2, 3)) + chance.choice(["路", "街", "大道", "巷", "里"])
        text += f"{chance.randint(1, 2999)}号"
        if chance.random() < 0.5:
            text += name(2) + chance.choice(["小区", "花园", "大厦", "广场"])
        if chance.random() < 0.4:
            text += f"{chance.choice('ABCDabcd')}座"
        if chance.random() < 0.4:
            text += f"{chance.choice(numerals)}单元{chance.randint(1, 40) * 100 + chance.randint(1, 9)}室"
        if chance.random() < 0.1:
            text += "（" + name(2) + "门）"
        return text

    (folder / "addresses.txt").write_text(
        "".join(address() + "\n" for _ in range(count)), encoding="utf-8")
    pieces = [chr(code) for code in range(0x21, 0x7F)] + [str(number) for number in range(10, 1000)]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + pieces
    tokens += ["##" + piece for piece in pieces] + [chr(code) for code in range(0x4E00, 0x9FA6)]
    tokens += ["（", "）"]
    (folder / "vocab.txt").write_text("".join(token + "\n" for token in tokens), encoding="utf-8")
