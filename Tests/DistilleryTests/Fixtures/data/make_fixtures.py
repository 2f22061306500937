"""Makes the fixtures of the data tests: files in foreign formats, and numbers computed elsewhere.

    pip install torch torchvision pillow numpy
    python make_fixtures.py

Everything is written beside this script and is a few kilobytes in all.
"""

import gzip
import io
import json
import struct
import tarfile
import zlib
from pathlib import Path

import numpy as np
import torch
from PIL import Image

# A torchvision whose compiled operators do not fit the torch at hand still serves here.
for operator in ("nms", "qnms"):
    try:
        torch.library.define(f"torchvision::{operator}", "(Tensor a, Tensor b, float c) -> Tensor")
    except RuntimeError:
        pass
import torchvision.transforms.functional as F  # noqa: E402
from torchvision.transforms import InterpolationMode  # noqa: E402

HERE = Path(__file__).parent
RNG = np.random.default_rng(2024)


def picture(height, width, channels=3):
    """A smooth picture with some noise: neighbours differ, as in photographs."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(channels), indexing="ij")
    base = 127 + 90 * np.sin(x / 3 + c) * np.cos(y / 4 - c)
    pixels = np.clip(base + RNG.normal(0, 20, base.shape), 0, 255).astype(np.uint8)
    return pixels if channels == 3 else pixels[:, :, 0]


def entry(pixels):
    pixels = np.asarray(pixels)
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    return {
        "width": pixels.shape[1], "height": pixels.shape[0], "channels": channels,
        "pixels": pixels.reshape(-1).tolist(),
    }


def write_json(name, value):
    (HERE / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


def resize():
    colour, grey = picture(11, 13), picture(9, 16, 1)
    cases = []
    for source, sizes in ((colour, [(5, 7), (20, 9), (13, 4), (3, 3)]), (grey, [(7, 4), (24, 20)])):
        for width, height in sizes:
            result = Image.fromarray(source).resize((width, height), Image.BILINEAR)
            cases.append({"source": entry(source), "result": entry(result)})
    x, y, width, height = box = (2, 3, 8, 6)
    cropped = F.resized_crop(
        Image.fromarray(colour), y, x, height, width, [10, 5], InterpolationMode.BILINEAR)
    cases.append({"source": entry(colour), "box": list(box), "result": entry(cropped)})
    write_json("resize.json", cases)


def rotation():
    cases = []
    for source in (picture(9, 9), picture(8, 12), picture(10, 10, 1)):
        for degrees in (17.0, -40.0, 90.0):
            result = F.rotate(Image.fromarray(source), degrees, InterpolationMode.BILINEAR)
            cases.append({"source": entry(source), "degrees": degrees, "result": entry(result)})
    write_json("rotation.json", cases)


def color():
    source = picture(8, 9)
    source[0, :3] = [[0, 0, 0], [255, 255, 255], [90, 90, 90]]
    tensor = torch.from_numpy(source).permute(2, 0, 1).float() / 255
    steps = {
        "brightness": (F.adjust_brightness, [0.4, 1.7]),
        "contrast": (F.adjust_contrast, [0.3, 1.6]),
        "saturation": (F.adjust_saturation, [0.0, 0.5, 2.2]),
        "hue": (F.adjust_hue, [-0.5, -0.21, 0.13, 0.4]),
    }
    cases = []
    for name, (adjust, factors) in steps.items():
        for factor in factors:
            result = (adjust(tensor, factor) * 255).round().byte().permute(1, 2, 0).numpy()
            cases.append({"step": name, "factor": factor, "result": entry(result)})
    write_json("color.json", {"source": entry(source), "cases": cases})


def view():
    """Crop, flip and normalisation with given draws; channels last as the trainer takes them."""
    mean, std = [0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616]
    source = picture(8, 7)
    tensor = torch.from_numpy(source).permute(2, 0, 1)
    cases = []
    for x, y, flip, reflect in ((0, 0, False, False), (5, 1, True, False), (4, 2, True, True),
                                (1, 6, False, True), (3, 3, False, False)):
        padded = F.pad(tensor, [3], padding_mode="reflect" if reflect else "constant")
        result = F.crop(padded, y, x, 8, 7)
        result = F.hflip(result) if flip else result
        result = F.normalize(result.float().div(255), mean, std).permute(1, 2, 0)
        cases.append({
            "x": x, "y": y, "flip": flip, "reflect": reflect,
            "result": [float(value) for value in result.reshape(-1)],
        })
    write_json("view.json", {
        "source": entry(source), "padding": 3, "mean": mean, "std": std, "cases": cases})


def images():
    """Files of many kinds and what PIL reads from them."""
    folder = HERE / "images"
    folder.mkdir(exist_ok=True)
    colour, grey = Image.fromarray(picture(12, 17)), Image.fromarray(picture(10, 9, 1))
    alpha = Image.fromarray(picture(12, 17, 1))
    colour.save(folder / "colour-420.jpg", quality=90)
    colour.save(folder / "colour-444.jpg", quality=90, subsampling=0)
    colour.save(folder / "progressive.jpg", quality=90, progressive=True)
    grey.save(folder / "grey.jpg", quality=90)
    colour.convert("CMYK").save(folder / "cmyk.jpg", quality=95)
    colour.save(folder / "colour.png")
    grey.save(folder / "grey.png")
    colour.quantize(16).save(folder / "palette.png")
    colour.quantize(16).save(folder / "palette-transparent.png", transparency=3)
    rgba = colour.copy()
    rgba.putalpha(alpha)
    rgba.save(folder / "alpha.png")
    rgba.convert("LA").save(folder / "grey-alpha.png")
    grey.convert("1").save(folder / "bits.png")
    deep = (np.asarray(grey).astype(np.uint16) << 8) + 100
    Image.fromarray(deep).save(folder / "grey-16.png")
    colour.save(folder / "renamed-png.jpg", format="PNG")
    expected = {}
    for path in sorted(folder.iterdir()):
        image = Image.open(path)
        if path.name == "grey-16.png":
            image = Image.fromarray((np.asarray(image).astype(np.float64) / 257).round().astype(np.uint8))
        expected[path.name] = entry(image.convert("RGB"))
    write_json("images.json", expected)

    hostile = HERE / "hostile"
    hostile.mkdir(exist_ok=True)
    whole = (folder / "colour-444.jpg").read_bytes()
    (hostile / "truncated.jpg").write_bytes(whole[: len(whole) * 2 // 3])
    (hostile / "header-only.jpg").write_bytes(whole[:30])
    whole = (folder / "colour.png").read_bytes()
    (hostile / "truncated.png").write_bytes(whole[: len(whole) * 2 // 3])
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    (hostile / "huge.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b""))
    colour.save(hostile / "foreign.gif")
    (hostile / "text.jpg").write_text("this is no picture\n")
    (hostile / "empty.png").write_bytes(b"")


def idx():
    """Three pictures of 4 rows and 5 columns; sample (n, y, x) is 50n + 10y + x."""
    folder = HERE / "idx"
    folder.mkdir(exist_ok=True)
    samples = bytes(50 * n + 10 * y + x for n in range(3) for y in range(4) for x in range(5))
    pictures = struct.pack(">IIII", 0x803, 3, 4, 5) + samples
    labels = struct.pack(">II", 0x801, 3) + bytes([7, 0, 9])
    (folder / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(pictures, mtime=0))
    (folder / "train-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels, mtime=0))
    (folder / "t10k-images-idx3-ubyte").write_bytes(pictures)
    (folder / "t10k-labels-idx1-ubyte").write_bytes(labels)


def cifar():
    """Two records; sample (n, channel, y, x) is (7n + 80 channel + 5y + x) mod 256."""
    planes = [bytes((7 * n + 80 * c + 5 * y + x) % 256
                    for c in range(3) for y in range(32) for x in range(32)) for n in range(2)]
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in (
            ("cifar/readme.html", b"<p>hello</p>"),
            ("cifar/ten.bin", b"".join(bytes([label]) + p for label, p in zip((3, 9), planes))),
            ("cifar/hundred.bin", b"".join(bytes([1, label]) + p for label, p in zip((42, 99), planes))),
        ):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    (HERE / "cifar.tar.gz").write_bytes(gzip.compress(archive.getvalue(), mtime=0))


if __name__ == "__main__":
    for make in (resize, rotation, color, view, images, idx, cifar):
        make()
